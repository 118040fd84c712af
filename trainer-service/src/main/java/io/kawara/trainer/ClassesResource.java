package io.kawara.trainer;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.RegistryWriter;
import io.kawara.trainer.catalogue.Refusal;
import io.kawara.trainer.labels.ClassAddition;
import io.kawara.trainer.labels.NamedPipeline;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** What the labels of a pipeline may say. */
@Path("/v1/pipelines/{pipeline}/classes")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ClassesResource {
    private final RegistryFollower registry;
    private final RegistryWriter writer;

    ClassesResource(RegistryFollower registry, RegistryWriter writer) {
        this.registry = registry;
        this.writer = writer;
    }

    /** A class that is new. */
    public record Added(@JsonProperty("class") String name, String by) {}

    @POST
    public Map<String, List<String>> add(@PathParam("pipeline") String pipeline, Added added) {
        if (added == null) {
            throw Refusal.badRequest("'class' says which class is new");
        }
        var now = registry.registry();
        var larger = ClassAddition.add(now, NamedPipeline.of(now, pipeline), added.name());
        writer.as(added.by() == null ? "api" : added.by()).put(larger);
        return Map.of("classes", larger.learning().classes());
    }
}
