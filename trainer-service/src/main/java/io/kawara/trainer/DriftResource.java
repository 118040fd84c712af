package io.kawara.trainer;

import io.kawara.messaging.RegistryFollower;
import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.catalogue.Refusal;
import io.kawara.trainer.drift.Drift;
import io.kawara.trainer.labels.NamedPipeline;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;

/** Whether a pipeline's answers have changed. */
@Path("/v1/drift")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class DriftResource {
    private static final int MOST_DAYS = 90;

    private final Database database;
    private final RegistryFollower registry;

    DriftResource(Database database, RegistryFollower registry) {
        this.database = database;
        this.registry = registry;
    }

    @GET
    public Drift drift(@QueryParam("pipeline") String pipeline, @QueryParam("days") @DefaultValue("7") int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw Refusal.badRequest("'days' is 1 to " + MOST_DAYS + ": " + days);
        }
        return Drift.of(database.jdbi(), NamedPipeline.of(registry.registry(), pipeline), days, Instant.now());
    }
}
