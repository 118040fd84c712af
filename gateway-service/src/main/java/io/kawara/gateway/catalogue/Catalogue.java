package io.kawara.gateway.catalogue;

import io.kawara.gateway.intake.Refusal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The catalogue behind its HTTP. Safe for many threads.
 *
 * <p>Where it is away, or does not begin to answer in time, that is a {@link Refusal} which says so; whatever it answers itself is passed on.
 */
public final class Catalogue {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final URI address;
    private final Duration patience;
    private final long largest;
    private final HttpClient http;

    /**
     * @param address without a path
     * @param patience until an answer begins; until it ends, where it is asked for whole
     * @param largest bytes of an answer that is asked for whole
     */
    public Catalogue(URI address, Duration patience, long largest) {
        if (address.getHost() == null) {
            throw new IllegalArgumentException(
                    "kawara.catalogue is an address such as http://127.0.0.1:8090: not '" + address + "'");
        }
        this.address = address;
        this.patience = patience;
        this.largest = largest;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    public Duration patience() {
        return patience;
    }

    /**
     * Asks, and completes as soon as an answer begins.
     *
     * @param target path and query as they stand in a request
     * @param body none where it is empty
     */
    public CompletionStage<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> open(
            String method, String target, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request;
        try {
            request = request(target)
                    .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(Refusal.badRequest("This cannot be passed on: " + e.getMessage()));
        }
        return http.sendAsync(request.build(), BodyHandlers.ofPublisher()).exceptionally(e -> {
            throw away(e);
        });
    }

    /** What lies at a path; nothing where the catalogue knows of no such thing. Blocks. */
    public Optional<Found> find(String target) throws InterruptedException {
        var asked = http.sendAsync(request(target).build(), head -> new BoundedBody(largest));
        try {
            HttpResponse<byte[]> response = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return switch (response.statusCode()) {
                case 200 -> Optional.of(new Found(response.body()));
                case 404, 410 -> Optional.empty();
                default -> throw Refusal.unavailable("The catalogue answered " + response.statusCode());
            };
        } catch (ExecutionException e) {
            throw away(e.getCause());
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw away(e);
        }
    }

    /** What lay there. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Found(byte[] bytes) {}

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(address.resolve(target)).timeout(patience);
    }

    private Refusal away(Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        if (cause instanceof BoundedBody.TooLarge) {
            return Refusal.unavailable(cause.getMessage());
        }
        String words = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return Refusal.unavailable("The catalogue at " + address + " does not answer (" + words
                + "). It remembers images, labels and trainings; images are answered without it, and labels wait for it."
                + " ./kawara up starts it.");
    }
}
