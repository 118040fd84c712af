package io.kawara.gateway;

import io.kawara.gateway.catalogue.Catalogue;
import io.kawara.gateway.catalogue.CataloguePath;
import io.kawara.gateway.intake.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes on what the catalogue answers: the status, the body as it comes, problems and streams of events alike.
 *
 * <p>Requests are bounded before they are sent; an answer that stands still is cut off, a stream is not. {@code META-INF/openapi.yaml} describes these
 * paths.
 */
@ApplicationScoped
class CatalogueResource {
    private static final int AFTER_THE_FILTERS = 100;

    /** Nobody sends the catalogue more at once: labels come by {@code /v1/labels}. */
    private static final int LARGEST = 1 << 20;

    private static final List<String> ASKED =
            List.of("Accept", "Accept-Language", "Content-Type", "If-None-Match", "Last-Event-ID", "traceparent");
    private static final List<String> ANSWERED = List.of(
            "Content-Type", "Content-Disposition", "Cache-Control", "ETag", "Last-Modified", "Location", "Retry-After");

    private final Catalogue catalogue;
    private final HttpProblems problems;
    private final GatewayConfig config;
    private final AtomicInteger streams = new AtomicInteger();

    CatalogueResource(Catalogue catalogue, HttpProblems problems, GatewayConfig config) {
        this.catalogue = catalogue;
        this.problems = problems;
        this.config = config;
    }

    void register(@Observes Router router) {
        for (CataloguePath each : CataloguePath.ALL) {
            router.route(HttpMethod.valueOf(each.method()), each.path().replaceAll("\\{(\\w+)}", ":$1"))
                    .order(AFTER_THE_FILTERS)
                    .handler(request -> accept(request, each.stream()));
        }
    }

    private void accept(RoutingContext request, boolean stream) {
        HttpServerRequest asked = request.request();
        Buffer body = Buffer.buffer();
        asked.handler(part -> {
            if (body.length() <= LARGEST) {
                body.appendBuffer(part); // the rest is read away, so that the client gets to read the reply
            }
        });
        asked.endHandler(end -> {
            if (body.length() > LARGEST) {
                problems.write(
                        request,
                        Refusal.of(Refusal.Kind.TOO_LARGE, "At most " + LARGEST / 1024 + " KiB are taken here"));
            } else if (stream && streams.get() >= config.mostStreams()) {
                problems.write(request, Refusal.busy("There are " + streams + " streams open already"));
            } else {
                forward(request, body.getBytes(), stream);
            }
        });
        asked.resume();
    }

    private void forward(RoutingContext request, byte[] body, boolean stream) {
        HttpServerRequest asked = request.request();
        String target = request.normalizedPath() + (asked.query() == null ? "" : "?" + asked.query());
        Map<String, String> headers = new HashMap<>();
        ASKED.forEach(name -> {
            if (asked.getHeader(name) != null) {
                headers.put(name, asked.getHeader(name));
            }
        });
        Context context = request.vertx().getOrCreateContext();
        var unused = catalogue
                .open(asked.method().name(), target, headers, body)
                .whenComplete((answer, error) -> context.runOnContext(now -> {
                    if (error == null) {
                        passOn(request, answer, context, stream);
                    } else {
                        problems.write(request, error instanceof CompletionException ? error.getCause() : error);
                    }
                }));
    }

    private void passOn(
            RoutingContext request,
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer,
            Context context,
            boolean stream) {
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.statusCode());
        ANSWERED.forEach(name -> answer.headers().firstValue(name).ifPresent(value -> response.putHeader(name, value)));
        if (stream) {
            streams.incrementAndGet();
            request.addEndHandler(end -> streams.decrementAndGet());
        } else if (answer.headers().firstValue("Content-Type").orElse("").contains("json")) {
            response.headers()
                    .remove(HttpHeaders.CONTENT_ENCODING); // which says 'identity': what is JSON is compressed
        }
        response.setChunked(answer.statusCode() != 204 && answer.statusCode() != 304); // which have no body at all
        long patience = stream ? Long.MAX_VALUE : catalogue.patience().toMillis();
        answer.body().subscribe(new Passage(request.vertx(), response, context, patience));
    }

    /** A body on its way: no more of it is asked for than the client reads. */
    private static final class Passage implements Flow.Subscriber<List<ByteBuffer>> {
        private final Vertx vertx;
        private final HttpServerResponse response;
        private final Context context;
        private final long patience;
        private Flow.Subscription subscription;
        private long timer = -1;

        Passage(Vertx vertx, HttpServerResponse response, Context context, long patience) {
            this.vertx = vertx;
            this.response = response;
            this.context = context;
            this.patience = patience;
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            response.closeHandler(gone -> begun.cancel());
            response.exceptionHandler(gone -> begun.cancel());
            wind();
            begun.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            Buffer buffer = Buffer.buffer();
            parts.forEach(part -> {
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                buffer.appendBytes(bytes);
            });
            context.runOnContext(now -> {
                if (response.closed() || response.ended()) {
                    subscription.cancel();
                    return;
                }
                wind();
                response.write(buffer);
                if (response.writeQueueFull()) {
                    response.drainHandler(drained -> subscription.request(1));
                } else {
                    subscription.request(1);
                }
            });
        }

        @Override
        public void onError(Throwable error) {
            context.runOnContext(now -> {
                vertx.cancelTimer(timer);
                response.reset(); // the head has gone out: only a cut tells that the rest is missing
            });
        }

        @Override
        public void onComplete() {
            context.runOnContext(now -> {
                vertx.cancelTimer(timer);
                if (!response.closed() && !response.ended()) {
                    response.end();
                }
            });
        }

        private void wind() {
            vertx.cancelTimer(timer);
            if (patience < Long.MAX_VALUE) {
                timer = vertx.setTimer(patience, stuck -> {
                    subscription.cancel();
                    response.reset();
                });
            }
        }
    }
}
