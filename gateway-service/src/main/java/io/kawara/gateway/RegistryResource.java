package io.kawara.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.contracts.Challenger;
import io.kawara.contracts.Champion;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.messaging.Agreements;
import io.kawara.messaging.Registry;
import io.kawara.messaging.RegistryFollower;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What can be asked for, and who would answer. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "registry")
@APIResponse(
        responseCode = "default",
        description = "A problem (RFC 9457)",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class RegistryResource {
    private final RegistryFollower follower;
    private final GatewayReadiness readiness;

    RegistryResource(RegistryFollower follower, @Readiness GatewayReadiness readiness) {
        this.follower = follower;
        this.readiness = readiness;
    }

    /**
     * A model, which of its versions serves and which challenges it, and all that were published, the oldest first; of one model also how often its
     * challengers in shadow said the same as its champions.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Model(
            String name,
            Champion champion,
            Challenger challenger,
            List<ModelVersion> versions,
            List<Agreements.Pair> agreements) {}

    @GET
    @Path("/pipelines")
    @Operation(operationId = "pipelines", summary = "The pipelines that answer")
    public Collection<Pipeline> pipelines() {
        return registry().pipelines();
    }

    @GET
    @Path("/models")
    @Operation(operationId = "models", summary = "The models, their versions, and which of them serves or challenges")
    public List<Model> models() {
        Registry registry = registry();
        return registry.models().stream()
                .map(ModelVersion::name)
                .distinct()
                .map(name -> model(registry, name, null))
                .toList();
    }

    static Model model(Registry registry, String name, List<Agreements.Pair> agreements) {
        return new Model(
                name,
                registry.champion(name).orElse(null),
                registry.challenger(name).orElse(null),
                List.copyOf(registry.versions(name).values()),
                agreements);
    }

    private Registry registry() {
        readiness.requireRegistry();
        return follower.registry();
    }
}
