package io.kawara.gateway;

import io.kawara.contracts.Challenger;
import io.kawara.contracts.Champion;
import io.kawara.contracts.ModelEvent;
import io.kawara.gateway.intake.Refusal;
import io.kawara.gateway.models.Models;
import io.kawara.messaging.ModelHistory;
import io.kawara.messaging.RegistryFollower;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which version of a model serves, did, and shall. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "registry")
@APIResponse(
        responseCode = "default",
        description = "A problem (RFC 9457)",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class ModelsResource {
    private final Models models;
    private final RegistryFollower follower;
    private final GatewayReadiness readiness;

    ModelsResource(Models models, RegistryFollower follower, @Readiness GatewayReadiness readiness) {
        this.models = models;
        this.follower = follower;
        this.readiness = readiness;
    }

    /** Who served at a time, since when and by whose decision, and what had happened to models until then, the oldest first. */
    public record History(Instant at, Collection<ModelHistory.Serving> serving, List<ModelEvent> events) {}

    /** What somebody wants with a version. */
    public record Wanted(Integer version, String reason, String by, boolean shadow) {}

    /** What somebody wants instead of what serves: {@code to} left out is the version that served before. */
    public record Back(Integer to, String reason, String by) {}

    /** Why, and who says so. */
    public record Words(String reason, String by) {}

    @GET
    @Path("/models/history")
    @Operation(operationId = "history", summary = "Which models served at a time, and what happened until then")
    public History history(@QueryParam("at") String at, @QueryParam("name") String name) {
        Instant time = Models.time(at);
        ModelHistory history = models.history(time, name);
        return new History(time, history.serving(), history.events());
    }

    @GET
    @Path("/models/{name}")
    @Operation(
            operationId = "model",
            summary = "A model: what serves, what challenges it, how often they agree, and every version")
    public RegistryResource.Model model(@PathParam("name") String name) {
        readiness.requireRegistry();
        models.requireKnown(name);
        return RegistryResource.model(follower.registry(), name, models.agreements(name));
    }

    @POST
    @Path("/models/{name}/promote")
    @Operation(operationId = "promote", summary = "Lets a published version serve")
    public Champion promote(@PathParam("name") String name, Wanted wanted) {
        readiness.requireRegistry();
        return models.promote(name, said(wanted).version(), wanted.reason(), wanted.by());
    }

    @POST
    @Path("/models/{name}/rollback")
    @Operation(operationId = "rollback", summary = "Lets the version serve again that served before")
    public Champion rollback(@PathParam("name") String name, Back back) {
        readiness.requireRegistry();
        return models.rollback(name, said(back).to(), back.reason(), back.by());
    }

    @POST
    @Path("/models/{name}/challenge")
    @Operation(operationId = "challenge", summary = "Lets a published version stand against the one that serves")
    public Challenger challenge(@PathParam("name") String name, Wanted wanted) {
        readiness.requireRegistry();
        return models.challenge(name, said(wanted).version(), wanted.shadow(), wanted.reason(), wanted.by());
    }

    @POST
    @Path("/models/{name}/dismiss")
    @Operation(operationId = "dismiss", summary = "The challenger stands down")
    public void dismiss(@PathParam("name") String name, Words words) {
        readiness.requireRegistry();
        models.dismiss(name, said(words).reason(), words.by());
    }

    private static <T> T said(T body) {
        if (body == null) {
            throw Refusal.badRequest("The request has no body: send {} at least");
        }
        return body;
    }
}
