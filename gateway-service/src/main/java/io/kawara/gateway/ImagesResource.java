package io.kawara.gateway;

import io.kawara.contracts.Result;
import io.kawara.gateway.answers.Pending;
import io.kawara.gateway.answers.Reply;
import io.kawara.gateway.intake.Refusal;
import io.kawara.gateway.intake.Submissions;
import io.kawara.gateway.intake.Upload;
import io.kawara.gateway.intake.WaitTime;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Images come in here: one as a request's body, or several as a form's files. */
@Path("/v1/images")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "images")
@APIResponse(
        responseCode = "default",
        description = "A problem (RFC 9457)",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class ImagesResource {
    private final Submissions submissions;
    private final WaitTime waitTime;
    private final GatewayReadiness readiness;

    ImagesResource(Submissions submissions, WaitTime waitTime, @Readiness GatewayReadiness readiness) {
        this.submissions = submissions;
        this.waitTime = waitTime;
        this.readiness = readiness;
    }

    @POST
    @Blocking // a send may wait for Kafka
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "submit",
            summary = "Sends one image as the body, or several files as a form, and waits for the answer if asked to")
    @RequestBody(
            content = {
                @Content(mediaType = "image/*", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(implementation = Form.class))
            })
    @APIResponse(
            responseCode = "200",
            description =
                    "The answer: complete, partial at the deadline, or failed with the reason. A list of them for a form.",
            content = @Content(schema = @Schema(implementation = Result.class)))
    @APIResponse(
            responseCode = "202",
            description = "It is on its way. For a form a list, in which some may be answered already.",
            headers =
                    @Header(
                            name = HttpHeaders.LOCATION,
                            description = "Where the answer will be, at any replica",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = Pending.class)))
    public CompletionStage<Response> submit(
            byte[] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) MediaType type,
            @BeanParam Wishes wishes) {
        if (body == null || body.length == 0) {
            throw Refusal.of(Refusal.Kind.EMPTY, "The request has no body: send the image file's bytes");
        }
        if (!mayBeImage(type)) {
            throw Refusal.of(
                    Refusal.Kind.NOT_AN_IMAGE,
                    "The content type is " + type
                            + ": send image/jpeg or another image type, or application/octet-stream");
        }
        return submit(List.of(new Upload.Image("The image", body)), wishes).thenApply(replies -> {
            Reply reply = replies.get(0);
            return reply instanceof Pending pending
                    ? accepted(pending)
                    : Response.ok(reply).build();
        });
    }

    /** Several files of a form. Its fields win over the query. */
    @POST
    @Blocking
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true) // one path and method is one operation of the document: see above
    public CompletionStage<Response> submit(
            @RestForm(FileUpload.ALL) List<FileUpload> files,
            @RestForm String pipeline,
            @RestForm String text,
            @RestForm String wait,
            @BeanParam Wishes wishes)
            throws IOException {
        List<Upload.Image> images = new ArrayList<>();
        for (FileUpload file : files) {
            images.add(new Upload.Image("'" + file.fileName() + "'", Files.readAllBytes(file.uploadedFile())));
        }
        wishes.pipeline = pipeline == null ? wishes.pipeline : pipeline;
        wishes.text = text == null ? wishes.text : text;
        wishes.wait = wait == null ? wishes.wait : wait;
        return submit(images, wishes)
                .thenApply(replies -> replies.stream().anyMatch(Pending.class::isInstance)
                        ? Response.accepted(replies).build()
                        : Response.ok(replies).build());
    }

    private CompletionStage<List<Reply>> submit(List<Upload.Image> images, Wishes wishes) {
        Upload upload = wishes.upload(images, waitTime);
        readiness.require();
        return submissions.submit(upload);
    }

    private static boolean mayBeImage(MediaType type) {
        return type == null
                || type.getType().equals("image")
                || (type.getType() + "/" + type.getSubtype()).equals(MediaType.APPLICATION_OCTET_STREAM);
    }

    private static Response accepted(Pending pending) {
        // Not location(), which would make it absolute with whatever host the request came by.
        return Response.accepted(pending)
                .header(HttpHeaders.LOCATION, pending.location())
                .build();
    }

    /** What a request says besides its images. */
    public static class Wishes {
        @QueryParam("pipeline")
        @Parameter(description = "Who answers; 'default' where it is left out. See /v1/pipelines.")
        String pipeline;

        @QueryParam("text")
        @Parameter(description = "The item's own words: a JSON object of fields, or plain text.")
        String text;

        @QueryParam("wait")
        @Parameter(
                description =
                        "How long to wait for the answer: 5s, 800ms, PT5S, or 5000 (milliseconds). It is also the image's deadline: what is"
                                + " decided by then comes back, as a partial answer if need be. Without it the reply is 202 at once. The header"
                                + " Prefer: wait=5 (seconds) does the same.")
        String wait;

        @HeaderParam("Prefer")
        @Parameter(hidden = true)
        String prefer;

        @HeaderParam("Idempotency-Key")
        @Parameter(
                description =
                        "Sent again with the same key, the same request gets the same answer; another request, 409.")
        String idempotencyKey;

        @HeaderParam("traceparent")
        @Parameter(hidden = true)
        String traceParent;

        Upload upload(List<Upload.Image> images, WaitTime waitTime) {
            return new Upload(images, given(pipeline), given(text), waits(waitTime), given(idempotencyKey), trace());
        }

        private Duration waits(WaitTime waitTime) {
            if (given(wait) != null) {
                return waitTime.parse(wait);
            }
            return prefer == null ? Duration.ZERO : waitTime.preferred(prefer).orElse(Duration.ZERO);
        }

        private String trace() {
            return traceParent != null && traceParent.matches("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
                    ? traceParent
                    : null;
        }

        private static String given(String value) {
            return value == null || value.isBlank() ? null : value;
        }
    }

    /** The form, for the document. */
    @Schema(name = "Images")
    public static class Form {
        @Schema(description = "One or more image files, in fields of any name")
        public List<File> files;

        public String pipeline;
        public String text;
        public String wait;
    }
}
