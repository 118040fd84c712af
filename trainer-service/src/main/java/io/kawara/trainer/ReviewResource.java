package io.kawara.trainer;

import io.kawara.messaging.RegistryFollower;
import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.catalogue.Refusal;
import io.kawara.trainer.drift.RisenClass;
import io.kawara.trainer.labels.NamedPipeline;
import io.kawara.trainer.review.ReviewProgress;
import io.kawara.trainer.review.ReviewQueue;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.HashSet;
import java.util.List;

/** What a person should look at next, and how far people are. */
@Path("/v1/review")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ReviewResource {
    private static final int MOST = 100;

    private final Database database;
    private final RegistryFollower registry;
    private final ReviewQueue queue;

    ReviewResource(Database database, RegistryFollower registry) {
        this.database = database;
        this.registry = registry;
        this.queue = new ReviewQueue(database.jdbi(), new RisenClass(database.jdbi())::of);
    }

    @GET
    @Path("/next")
    public ReviewQueue.Batch next(
            @QueryParam("pipeline") String pipeline,
            @QueryParam("by") @DefaultValue("") String by,
            @QueryParam("n") @DefaultValue("10") int n,
            @QueryParam("seed") Long seed,
            @QueryParam("skip") @DefaultValue("") String skip) {
        if (n < 1 || n > MOST) {
            throw Refusal.badRequest("'n' is 1 to " + MOST + ": " + n);
        }
        var now = registry.registry();
        return queue.next(now, NamedPipeline.of(now, pipeline), by, n, seed, new HashSet<>(List.of(skip.split(","))));
    }

    @GET
    @Path("/progress")
    public ReviewProgress progress(@QueryParam("pipeline") String pipeline) {
        return ReviewProgress.of(database.jdbi(), NamedPipeline.of(registry.registry(), pipeline));
    }
}
