package io.kawara.gateway.intake;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {
    private final SetClock clock = new SetClock();
    private final IdempotencyKeys<Integer> keys = new IdempotencyKeys<>(2, Duration.ofHours(1), clock);
    private final AtomicInteger work = new AtomicInteger();

    @Test
    void doesTheWorkOnce() {
        assertThat(result(once("a", "body"))).isEqualTo(1);
        assertThat(result(once("a", "body"))).isEqualTo(1);
        assertThat(result(once("b", "body"))).isEqualTo(2);
    }

    @Test
    void waitsForWorkThatIsStillGoingOn() {
        var going = new CompletableFuture<Integer>();
        keys.once("a", "body", () -> going);
        var second = keys.once("a", "body", () -> completedFuture(2)).toCompletableFuture();
        assertThat(second).isNotDone();
        going.complete(1);
        assertThat(second).isCompletedWithValue(1);
    }

    @Test
    void refusesAnotherRequestWithTheSameKey() {
        once("a", "body");
        assertThatThrownBy(() -> once("a", "other"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.KEY_REUSED));
    }

    @Test
    void forgetsWhatFailed() {
        var failed = keys.once("a", "body", () -> CompletableFuture.failedFuture(new IllegalStateException("no")));
        assertThatThrownBy(() -> failed.toCompletableFuture().join()).isInstanceOf(CompletionException.class);
        var thrown = keys.once("a", "body", () -> {
            throw Refusal.unavailable("no");
        });
        assertThatThrownBy(() -> thrown.toCompletableFuture().join()).hasCauseInstanceOf(Refusal.class);
        assertThat(result(once("a", "other"))).isEqualTo(1);
    }

    @Test
    void forgetsAfterATimeAndTheOldestFirst() {
        once("a", "body");
        once("b", "body");
        once("c", "body");
        assertThat(result(once("a", "other"))).isEqualTo(4);
        clock.now = clock.now.plus(Duration.ofHours(2));
        assertThat(result(once("c", "other"))).isEqualTo(5);
    }

    private CompletionStage<Integer> once(String key, String fingerprint) {
        return keys.once(key, fingerprint, () -> completedFuture(work.incrementAndGet()));
    }

    private static int result(CompletionStage<Integer> stage) {
        return stage.toCompletableFuture().join();
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
