package io.kawara.gateway;

import io.kawara.gateway.intake.Refusal;
import io.kawara.gateway.labels.GivenLabel;
import io.kawara.gateway.labels.Labels;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What people say of images comes in here. It needs no catalogue: labels wait on their topic until it reads them. */
@Path("/v1/labels")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "labels")
@APIResponse(
        responseCode = "default",
        description = "A problem (RFC 9457)",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class LabelsResource {
    private final Labels labels;
    private final GatewayReadiness readiness;
    private final GatewayConfig config;

    LabelsResource(Labels labels, @Readiness GatewayReadiness readiness, GatewayConfig config) {
        this.labels = labels;
        this.readiness = readiness;
        this.config = config;
    }

    /** The labels that were taken, in the order of the request. */
    public record Taken(List<String> ids) {}

    @POST
    @Blocking // a send may wait for Kafka
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "label",
            summary = "Says what images are, or takes a label back: one label or a list of at most 1,000",
            description =
                    "All are checked before any is taken. A later label of the same person for the same image supersedes the"
                            + " former. To be able to send again, give each an id: the same id is the same label.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {GivenLabel.class, GivenLabel[].class})))
    @APIResponse(
            responseCode = "202",
            description = "Kafka has them",
            content = @Content(schema = @Schema(implementation = Taken.class)))
    @APIResponse(
            responseCode = "422",
            description = "The pipeline or a class is not known; 'nearest' names those that may have been meant",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public CompletionStage<Response> give(
            @Parameter(hidden = true) byte[] body,
            @HeaderParam("X-Forwarded-User")
                    @Parameter(
                            description =
                                    "Who says so, where a label does not: as a login in front of the gateway sets it")
                    String user)
            throws InterruptedException {
        if (body != null && body.length > config.mostLabelBytes().asLongValue()) {
            throw Refusal.tooManyLabels(config.mostLabelBytes().asLongValue());
        }
        readiness.requireRegistry();
        return labels.give(body, user)
                .thenApply(ids -> Response.accepted(new Taken(ids)).build());
    }
}
