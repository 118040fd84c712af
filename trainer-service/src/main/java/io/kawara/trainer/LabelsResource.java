package io.kawara.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import io.kawara.contracts.Topics;
import io.kawara.messaging.RegistryFollower;
import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.catalogue.Refusal;
import io.kawara.trainer.labels.Agreement;
import io.kawara.trainer.labels.Annotators;
import io.kawara.trainer.labels.LabelCheck;
import io.kawara.trainer.labels.LabelQuery;
import io.kawara.trainer.labels.LabelWriter;
import io.kawara.trainer.labels.NamedPipeline;
import io.kawara.trainer.labels.Verdicts;
import io.kawara.trainer.pseudo.PseudoLabelling;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/** What was said of images, who agrees, what is held, and what is taken out. */
@Path("/v1/labels")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class LabelsResource {
    private static final String API = "api";

    private final Database database;
    private final RegistryFollower registry;
    private final LabelWriter writer;
    private final Verdicts verdicts;

    LabelsResource(Database database, RegistryFollower registry, Producer<byte[], byte[]> producer, Topics topics) {
        this.database = database;
        this.registry = registry;
        this.writer = new LabelWriter(producer, topics);
        this.verdicts = new Verdicts(database.jdbi(), writer);
    }

    @GET
    public LabelQuery.Page list(
            @QueryParam("pipeline") String pipeline,
            @QueryParam("source") String source,
            @QueryParam("by") String by,
            @QueryParam("state") String state,
            @QueryParam("kind") String kind,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("after") String after) {
        return new LabelQuery(null, pipeline, source, by, state, kind, Math.min(limit, 1000), after)
                .ask(database.jdbi());
    }

    @POST
    @Path("/check")
    public Map<String, List<String>> check(JsonNode body) {
        return Map.of("known", LabelCheck.check(registry.registry(), body));
    }

    @GET
    @Path("/agreement")
    public Agreement agreement(@QueryParam("pipeline") String pipeline) {
        var now = registry.registry();
        return new Annotators(database.jdbi()).agreement(now, NamedPipeline.of(now, pipeline));
    }

    @GET
    @Path("/conflicts")
    public Map<String, List<Annotators.Conflict>> conflicts(@QueryParam("pipeline") String pipeline) {
        return Map.of("conflicts", new Annotators(database.jdbi()).conflicts(named(pipeline)));
    }

    /** Which held labels are meant. */
    public record Held(String pipeline, String source, String label, String by, String reason) {}

    @POST
    @Path("/release")
    public Map<String, Integer> release(Held held) {
        required(held);
        return Map.of(
                "released",
                verdicts.release(named(held.pipeline()), held.source(), held.label(), by(held.by()), held.reason()));
    }

    @POST
    @Path("/refuse")
    public Map<String, Integer> refuse(Held held) {
        required(held);
        return Map.of(
                "refused",
                verdicts.refuse(named(held.pipeline()), held.source(), held.label(), by(held.by()), held.reason()));
    }

    /** Which labels are meant, all of what is named. */
    public record Revoked(
            String pipeline,
            String label,
            String source,
            String model,
            Instant from,
            Instant to,
            String by,
            String reason) {}

    @POST
    @Path("/revoke")
    public Verdicts.Revocation revoke(Revoked revoked) {
        required(revoked);
        return verdicts.revoke(
                revoked.pipeline() == null ? null : named(revoked.pipeline()),
                revoked.label(),
                revoked.source(),
                revoked.model(),
                revoked.from(),
                revoked.to(),
                by(revoked.by()),
                revoked.reason());
    }

    /** Whose answers become labels; {@code dryRun}: only say how many would. */
    public record Pseudo(String pipeline, boolean dryRun, String by) {}

    @POST
    @Path("/pseudo")
    public PseudoLabelling.Outcome pseudo(Pseudo asked) {
        required(asked);
        var pipeline = NamedPipeline.of(registry.registry(), asked.pipeline());
        return new PseudoLabelling(database.jdbi(), writer).run(pipeline, by(asked.by()), asked.dryRun());
    }

    private String named(String pipeline) {
        return NamedPipeline.of(registry.registry(), pipeline).name();
    }

    private static String by(String given) {
        return given == null || given.isBlank() ? API : given;
    }

    private static void required(Object body) {
        if (body == null) {
            throw Refusal.badRequest("the request has no body that says what is meant");
        }
    }
}
