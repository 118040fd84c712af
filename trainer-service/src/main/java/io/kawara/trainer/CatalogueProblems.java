package io.kawara.trainer;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.trainer.catalogue.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.CreationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says everything that goes wrong in one form (RFC 9457). */
@ApplicationScoped
class CatalogueProblems {
    static final String MEDIA_TYPE = "application/problem+json";

    /** H2's own states of a database that is closed, in use or out of reach. */
    private static final Set<String> H2_AWAY = Set.of("90020", "90067", "90098", "90121");

    private static final Logger LOG = Logger.getLogger(CatalogueProblems.class);

    /** {@code type} is {@code urn:kawara:problem:CODE}, or {@code about:blank} where the status says it all. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Problem(
            String type,
            String title,
            int status,
            String detail,
            @JsonAnyGetter Map<String, Object> more) {}

    @ServerExceptionMapper
    Response refused(Refusal refusal) {
        var kind = refusal.kind();
        return response(new Problem(
                "urn:kawara:problem:" + kind.code(),
                kind.title(),
                kind.status(),
                refusal.getMessage(),
                refusal.members()));
    }

    @ServerExceptionMapper
    Response kafka(KafkaException e) {
        return refused(Refusal.unavailable("Kafka did not answer: " + e.getMessage()));
    }

    /** What JAX-RS refuses: 404, 405, 406, 415, a parameter that is no number, a body that is no JSON. */
    @ServerExceptionMapper
    Response framework(WebApplicationException e) {
        Response original = e.getResponse();
        if (original.getStatus() < 400) {
            return original;
        }
        if (e instanceof NotFoundException && e.getCause() != null) {
            return refused(Refusal.badRequest(
                    "A parameter is not of its type: " + e.getCause().getMessage()));
        }
        String phrase = original.getStatusInfo().getReasonPhrase();
        String detail = e.getMessage() == null || e.getMessage().endsWith(phrase) ? null : e.getMessage();
        return response(new Problem("about:blank", phrase, original.getStatus(), detail, Map.of()));
    }

    /** The database being away is weather; anything else is a fault of ours. */
    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (isAway(cause)) {
                return refused(Refusal.unavailable("The database did not answer: " + cause.getMessage()));
            }
        }
        String mark = UUID.randomUUID().toString();
        LOG.errorf(e, "A request failed unexpectedly. mark=%s", mark);
        return response(new Problem(
                "about:blank",
                "Internal Server Error",
                500,
                "This is a fault of the catalogue; its log says more at " + mark,
                Map.of()));
    }

    private static boolean isAway(Throwable cause) {
        if (cause instanceof SQLException sql) {
            String state = sql.getSQLState();
            return cause instanceof java.sql.SQLTransientException
                    || (state != null
                            && (state.startsWith("08") || state.startsWith("57P") || H2_AWAY.contains(state)));
        }
        return cause instanceof com.zaxxer.hikari.pool.HikariPool.PoolInitializationException
                || cause instanceof CreationException;
    }

    private static Response response(Problem problem) {
        return Response.status(problem.status())
                .type(MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
