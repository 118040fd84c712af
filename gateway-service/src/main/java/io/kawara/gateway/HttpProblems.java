package io.kawara.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kawara.gateway.intake.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says everything that goes wrong in one form, whoever finds it: a class of ours, JAX-RS, or the HTTP server. */
@ApplicationScoped
class HttpProblems {
    private static final Logger LOG = Logger.getLogger(HttpProblems.class);

    private final ObjectMapper json;
    private final long largest;

    HttpProblems(ObjectMapper json, GatewayConfig config) {
        this.json = json;
        this.largest = config.largest().asLongValue();
    }

    @ServerExceptionMapper
    Response refused(Refusal refusal) {
        Response.ResponseBuilder response = response(Problem.of(refusal));
        refusal.retryAfter().ifPresent(time -> response.header("Retry-After", time.toSeconds()));
        return response.build();
    }

    @ServerExceptionMapper
    Response kafka(KafkaException e) {
        return refused(Refusal.unavailable("Kafka did not answer: " + e.getMessage()));
    }

    /** What JAX-RS refuses: 404, 405, 406, 415, a parameter that is no number. */
    @ServerExceptionMapper
    Response framework(WebApplicationException e) {
        Response original = e.getResponse();
        if (original.getStatus() < 400) {
            return original;
        }
        if (e instanceof NotFoundException
                && e.getCause() != null) { // JAX-RS has it that a path with such a parameter does not exist
            return refused(Refusal.badRequest(
                    "A parameter is not of its type: " + e.getCause().getMessage()));
        }
        String phrase = original.getStatusInfo().getReasonPhrase();
        String detail = e.getMessage() == null || e.getMessage().endsWith(phrase) ? null : e.getMessage();
        return response(Problem.of(original.getStatus(), phrase, detail)).build();
    }

    /** A body was not read to its end: its sender has gone, or its head named no length and the HTTP server has answered 413 itself. */
    @ServerExceptionMapper
    Response cutOff(IOException e, RoutingContext request) {
        if (!request.response().ended() && !request.response().closed()) {
            return unexpected(e);
        }
        RequestProblems.leave(request);
        return Response.status(413).build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        return response(unexpectedProblem(e)).build();
    }

    /** Paths that nobody serves, and what the HTTP server itself refuses. */
    void register(@Observes Router router) {
        router.route().last().handler(request -> write(request, notFound(request)));
        router.errorHandler(404, request -> write(request, notFound(request)));
        router.errorHandler(
                400, request -> write(request, Problem.of(400, "Bad Request", "This is not HTTP as it should be")));
        router.errorHandler(413, request -> write(request, Problem.of(Refusal.tooLarge(largest))));
        router.errorHandler(500, request -> write(request, unexpectedProblem(request.failure())));
    }

    void write(RoutingContext request, Refusal refusal) {
        refusal.retryAfter()
                .ifPresent(time -> request.response().putHeader("Retry-After", Long.toString(time.toSeconds())));
        write(request, Problem.of(refusal));
    }

    /** A failure outside of JAX-RS. */
    void write(RoutingContext request, Throwable failure) {
        if (failure instanceof Refusal refusal) {
            write(request, refusal);
        } else {
            write(request, unexpectedProblem(failure));
        }
    }

    private void write(RoutingContext request, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        try {
            response.setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem cannot be written as JSON", e);
        }
    }

    private static Problem notFound(RoutingContext request) {
        return Problem.of(404, "Not Found", "There is nothing at " + request.normalizedPath() + ": see /q/openapi");
    }

    private static Problem unexpectedProblem(Throwable e) {
        String mark = UUID.randomUUID().toString();
        LOG.errorf(e, "A request failed unexpectedly. mark=%s", mark);
        return Problem.of(500, "Internal Server Error", "This is a fault of the gateway; its log says more at " + mark);
    }

    private static Response.ResponseBuilder response(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
