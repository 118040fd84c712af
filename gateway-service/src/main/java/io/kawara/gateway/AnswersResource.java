package io.kawara.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Result;
import io.kawara.contracts.Submission;
import io.kawara.gateway.answers.Answer;
import io.kawara.gateway.answers.Answers;
import io.kawara.gateway.answers.Archive;
import io.kawara.gateway.answers.Pending;
import io.kawara.gateway.catalogue.Catalogue;
import io.kawara.gateway.intake.ImageType;
import io.kawara.gateway.intake.Refusal;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Wire;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * An image and its answer, by submission or by id.
 *
 * <p>A submission says where in Kafka the image lies, so every replica finds it, and its answer, for as long as Kafka keeps them. An id is
 * known to the replica that took the image, and to all while its answer is among the latest. What Kafka does not hold any more, and ids that are
 * older, the catalogue is asked for.
 */
@Path("/v1/images/{id}")
@Tag(name = "images")
@APIResponse(
        responseCode = "default",
        description = "A problem (RFC 9457)",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class AnswersResource {
    private static final String ID = "A submission such as 3-1042, or an id";

    private final Answers answers;
    private final Archive archive;
    private final Catalogue catalogue;
    private final BlobStore blobs;
    private final GatewayReadiness readiness;

    AnswersResource(
            Answers answers,
            Archive archive,
            Catalogue catalogue,
            BlobStore blobs,
            @Readiness GatewayReadiness readiness) {
        this.answers = answers;
        this.archive = archive;
        this.catalogue = catalogue;
        this.blobs = blobs;
        this.readiness = readiness;
    }

    @GET
    @Blocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "answer", summary = "An image's answer")
    @APIResponse(
            responseCode = "200",
            description = "The answer",
            content = @Content(schema = @Schema(implementation = Result.class)))
    @APIResponse(
            responseCode = "202",
            description = "It is on its way",
            content = @Content(schema = @Schema(implementation = Pending.class)))
    public Response answer(@PathParam("id") @Parameter(description = ID) String id) throws InterruptedException {
        Optional<Answer> recent = recent(id);
        if (recent.isPresent()) {
            return Response.ok(recent.get()).build();
        }
        requireNotDeleted(id);
        readiness.require();
        Optional<Submission> known = submission(id).filter(archive::has);
        if (known.isEmpty()) {
            Catalogue.Found old = catalogue.find(path(id)).orElseThrow(() -> unknown(id));
            return Response.ok(old.bytes(), MediaType.APPLICATION_JSON).build();
        }
        Submission submission = known.get();
        Optional<Answer> old = answers.wouldKnow(submission) ? Optional.empty() : archive.answer(submission);
        return old.map(answer -> Response.ok(answer).build())
                .orElseGet(() -> Response.accepted(new Pending(id, submission)).build());
    }

    @GET
    @Path("/content")
    @Blocking
    @Operation(operationId = "content", summary = "The image file itself")
    @APIResponse(
            responseCode = "200",
            description = "The bytes as they were sent",
            content = @Content(mediaType = "image/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response content(@PathParam("id") @Parameter(description = ID) String id)
            throws IOException, InterruptedException {
        requireNotDeleted(id);
        readiness.require();
        Optional<Submission> submission =
                recent(id).map(answer -> answer.result().submission());
        Optional<ConsumerRecord<byte[], byte[]>> image =
                submission.or(() -> submission(id)).flatMap(archive::image);
        if (image.isEmpty()) {
            Catalogue.Found old = catalogue.find(path(id) + "/content").orElseThrow(() -> unknown(id));
            return content(old.bytes()).build();
        }
        ConsumerRecord<byte[], byte[]> record = image.get();
        return content(content(record))
                .header(HttpHeaders.ETAG, '"' + Wire.submission(record).toString() + '@' + record.timestamp() + '"')
                .build();
    }

    private static Response.ResponseBuilder content(byte[] bytes) {
        String type = ImageType.of(bytes).map(ImageType::mediaType).orElse(MediaType.APPLICATION_OCTET_STREAM);
        return Response.ok(bytes, type)
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=3600")
                .header("Content-Security-Policy", "sandbox"); // whatever the bytes are: they run nothing
    }

    private byte[] content(ConsumerRecord<byte[], byte[]> image) throws IOException {
        if (image.value() != null && image.value().length > 0) {
            return image.value();
        }
        String sha256 = Wire.header(image.headers(), Headers.DATA_REF)
                .filter(reference -> reference.startsWith(BlobStore.SCHEME))
                .map(reference -> reference.substring(BlobStore.SCHEME.length()))
                .filter(hash -> hash.matches("[0-9a-f]{64}"))
                .orElseThrow(() -> Refusal.notFound("The record has neither bytes nor a blob"));
        if (blobs.size(sha256).isEmpty()) {
            throw Refusal.notFound("The blob " + sha256 + " is not in this gateway's blob store");
        }
        return blobs.read(sha256);
    }

    private void requireNotDeleted(String id) {
        if (answers.isDeleted(id)) {
            throw Refusal.notFound("Image '" + id + "' was deleted");
        }
    }

    private Optional<Answer> recent(String id) {
        Optional<Answer> byId = answers.find(id);
        return byId.isPresent() ? byId : parse(id).flatMap(answers::find);
    }

    private Optional<Submission> submission(String id) {
        return answers.pending(id).or(() -> parse(id));
    }

    private static String path(String id) {
        return "/v1/images/" + URLEncoder.encode(id, UTF_8).replace("+", "%20");
    }

    private static Optional<Submission> parse(String id) {
        try {
            return Optional.of(Submission.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Refusal unknown(String id) {
        return Refusal.notFound("No image '" + id
                + "' is known. Its submission (as in 3-1042) is known for as long as Kafka keeps the image; after"
                + " that, and for ids, the catalogue knows every image that was not deleted.");
    }
}
