package io.kawara.trainer;

import io.kawara.messaging.RegistryFollower;
import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.labels.NamedPipeline;
import io.kawara.trainer.review.DataCounts;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** What a pipeline can learn from. */
@Path("/v1/data")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class DataResource {
    private final Database database;
    private final RegistryFollower registry;

    DataResource(Database database, RegistryFollower registry) {
        this.database = database;
        this.registry = registry;
    }

    @GET
    public DataCounts data(@QueryParam("pipeline") String pipeline) {
        return DataCounts.of(database.jdbi(), NamedPipeline.of(registry.registry(), pipeline));
    }
}
