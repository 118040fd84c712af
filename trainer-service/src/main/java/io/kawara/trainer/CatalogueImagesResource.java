package io.kawara.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Deletion;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Json;
import io.kawara.trainer.catalogue.CataloguedImage;
import io.kawara.trainer.catalogue.Cursor;
import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.catalogue.ImageQuery;
import io.kawara.trainer.catalogue.Images;
import io.kawara.trainer.catalogue.Refusal;
import io.kawara.vision.ImageHeader;
import io.kawara.vision.UndecodableImage;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Images of any age. */
@Path("/v1/images")
@Blocking
public class CatalogueImagesResource {
    private static final int SIMILAR = 50;

    private final Images images;
    private final BlobStore blobs;
    private final Producer<byte[], byte[]> producer;
    private final Topics topics;

    CatalogueImagesResource(Database database, BlobStore blobs, Producer<byte[], byte[]> producer, Topics topics) {
        this.images = new Images(database);
        this.blobs = blobs;
        this.producer = producer;
        this.topics = topics;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Images.Page search(
            @QueryParam("pipeline") String pipeline,
            @QueryParam("label") String label,
            @QueryParam("status") String status,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("below") Double below,
            @QueryParam("labelled") Boolean labelled,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("after") String after) {
        return images.search(new ImageQuery(
                pipeline,
                label,
                status,
                time("from", from),
                time("to", to),
                below,
                labelled,
                limit,
                after == null ? null : Cursor.parse(after)));
    }

    private static Instant time(String name, String written) {
        try {
            return written == null ? null : Instant.parse(written);
        } catch (DateTimeParseException e) {
            throw new Refusal(
                    Refusal.Kind.BAD_REQUEST,
                    "'" + name + "' is a time such as 2026-11-20T07:00:00Z (RFC 3339), not " + written);
        }
    }

    @GET
    @Path("/{id}")
    public Response answer(@PathParam("id") String id) {
        var image = image(id);
        return images.answer(image.submission())
                .map(answer -> Response.ok(answer, MediaType.APPLICATION_JSON).build())
                .orElseThrow(() -> Refusal.notFound("Image '" + id + "' has come and has no answer yet"));
    }

    @GET
    @Path("/{id}/content")
    public Response content(@PathParam("id") String id) throws IOException {
        var image = image(id);
        if (image.sha256() == null || blobs.size(image.sha256()).isEmpty()) {
            throw Refusal.notFound("The file of image '" + id + "' is not kept");
        }
        byte[] bytes = blobs.read(image.sha256());
        return Response.ok(bytes, type(bytes))
                .header(HttpHeaders.ETAG, '"' + image.sha256() + '"')
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=3600")
                .header("Content-Security-Policy", "sandbox") // whatever the bytes are: they run nothing
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static String type(byte[] bytes) {
        try {
            return "image/" + ImageHeader.read(bytes).format().name().toLowerCase(Locale.ROOT);
        } catch (UndecodableImage e) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }

    /** Images that look the same. */
    @GET
    @Path("/{id}/similar")
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, List<CataloguedImage>> similar(
            @PathParam("id") String id, @QueryParam("distance") @DefaultValue("6") int distance) {
        return Map.of("images", images.similar(image(id), distance, SIMILAR));
    }

    @DELETE
    @Path("/{id}")
    public Response delete(@PathParam("id") String id, @QueryParam("by") @DefaultValue("api") String by) {
        String image = image(id).id();
        var record = new ProducerRecord<>(
                topics.labels(), image.getBytes(UTF_8), Json.write(new Deletion(image, by, Instant.now())));
        record.headers().add(Headers.TYPE, Deletion.TYPE.getBytes(UTF_8));
        CatalogueBeans.put(producer, record);
        return Response.accepted(Map.of("id", image))
                .type(MediaType.APPLICATION_JSON)
                .build();
    }

    private CataloguedImage image(String id) {
        return images.find(id)
                .orElseThrow(
                        () -> Refusal.notFound("No image '" + id + "' is in the catalogue: it was not sent, has not"
                                + " arrived yet, was deleted, or is older than its pipeline keeps images"));
    }
}
