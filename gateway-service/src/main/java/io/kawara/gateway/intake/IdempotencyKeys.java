package io.kawara.gateway.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Makes a request that is sent again with its {@code Idempotency-Key} one request. Safe for many threads.
 *
 * <p>Keys are held by this replica alone, for a time and up to a number; behind a balancer, send retries to the replica that had the first
 * (sticky sessions), or be ready for a second answer. What failed is not remembered: its key is free again.
 */
public final class IdempotencyKeys<T> {
    private record Use<T>(String fingerprint, Instant since, CompletableFuture<T> outcome) {}

    private final int most;
    private final Duration life;
    private final Clock clock;
    private final Map<String, Use<T>> uses = new LinkedHashMap<>();

    public IdempotencyKeys(int most, Duration life, Clock clock) {
        this.most = most;
        this.life = life;
        this.clock = clock;
    }

    /**
     * Does the work, or hands back what came of it the first time.
     *
     * @param fingerprint what the request asks for: the same for the same request only
     * @throws Refusal if the key was used for another request
     */
    public CompletionStage<T> once(String key, String fingerprint, Supplier<CompletionStage<T>> work) {
        Use<T> mine = new Use<>(fingerprint, clock.instant(), new CompletableFuture<>());
        Use<T> first = putIfAbsent(key, mine);
        if (first == null) {
            return begin(key, mine, work);
        }
        if (!first.fingerprint.equals(fingerprint)) {
            throw Refusal.of(
                    Refusal.Kind.KEY_REUSED,
                    "The key '" + key + "' came with another image, pipeline or text before: take a new key");
        }
        return first.outcome;
    }

    private CompletionStage<T> begin(String key, Use<T> use, Supplier<CompletionStage<T>> work) {
        try {
            work.get().whenComplete((outcome, error) -> settle(key, use, outcome, error));
        } catch (RuntimeException e) {
            settle(key, use, null, e);
        }
        return use.outcome;
    }

    private void settle(String key, Use<T> use, T outcome, Throwable error) {
        if (error == null) {
            use.outcome.complete(outcome);
        } else {
            forget(key, use);
            use.outcome.completeExceptionally(error);
        }
    }

    private synchronized Use<T> putIfAbsent(String key, Use<T> use) {
        forgetOld();
        return uses.putIfAbsent(key, use);
    }

    private synchronized void forget(String key, Use<T> use) {
        uses.remove(key, use);
    }

    private void forgetOld() {
        Instant old = clock.instant().minus(life);
        Iterator<Use<T>> eldest = uses.values().iterator();
        while (eldest.hasNext()) {
            if (eldest.next().since.isAfter(old) && uses.size() < most) {
                return;
            }
            eldest.remove();
        }
    }
}
