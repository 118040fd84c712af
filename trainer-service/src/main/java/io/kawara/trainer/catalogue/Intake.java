package io.kawara.trainer.catalogue;

import io.kawara.contracts.Deletion;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Label;
import io.kawara.contracts.Result;
import io.kawara.contracts.Ruling;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.ImageBytes;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import io.kawara.vision.ImageLimits;
import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Handle;

/** Writes down what a record of {@code images}, {@code results} or {@code labels} says. The same record again changes nothing. */
public final class Intake {
    private final Topics topics;
    private final BlobStore blobs;
    private final ImageArchive archive;
    private final LabelBook labels;
    private final Erasure erasure;

    public Intake(Topics topics, BlobStore blobs, LabelBook labels, Erasure erasure) {
        this.topics = topics;
        this.blobs = blobs;
        this.archive = new ImageArchive(blobs);
        this.labels = labels;
        this.erasure = erasure;
    }

    /**
     * Takes a record in.
     *
     * @throws InvalidMessage if it is none
     * @throws IOException if the image's file cannot be kept now
     */
    void take(Handle handle, ConsumerRecord<byte[], byte[]> record) throws IOException, InvalidMessage {
        if (record.topic().equals(topics.images())) {
            image(handle, record);
        } else if (record.topic().equals(topics.results())) {
            result(handle, record);
        } else {
            String type = Wire.header(record.headers(), Headers.TYPE).orElse("");
            if (type.equals(Label.TYPE)) {
                labels.take(handle, Json.read(record.value(), Label.class));
            } else if (type.equals(Ruling.TYPE)) {
                labels.rule(handle, Json.read(record.value(), Ruling.class));
            } else if (type.equals(Deletion.TYPE)) {
                erasure.forget(handle, Json.read(record.value(), Deletion.class));
            }
        }
    }

    private void image(Handle handle, ConsumerRecord<byte[], byte[]> record) throws IOException {
        var submission = Wire.submission(record);
        String id = Wire.header(record.headers(), Headers.ID).orElse(submission.toString());
        if (ImageRows.isDeleted(handle, id)) {
            var reference = ImageBytes.reference(record.headers());
            if (reference.isPresent()) {
                erasure.file(handle, id, reference.get());
            }
            return;
        }
        var kept = keep(record);
        var image = new ArchivedImage(
                submission,
                id,
                Wire.pipeline(record.headers()),
                kept.sha256(),
                kept.bytes(),
                kept.phash(),
                Wire.header(record.headers(), Headers.GROUP).orElse(null),
                Wire.fields(record.headers()),
                Wire.header(record.headers(), Headers.SOURCE).orElse(null),
                Instant.ofEpochMilli(record.timestamp()));
        archive.keep(image);
        ImageRows.write(handle, image);
    }

    /** An image's file in the blob store. */
    private record Kept(String sha256, Long bytes, Long phash) {}

    private Kept keep(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (record.value() != null && record.value().length > 0) {
            byte[] file = record.value();
            return new Kept(
                    blobs.put(file), (long) file.length, PerceptualHash.of(file).orElse(null));
        }
        var reference = ImageBytes.reference(record.headers());
        var size = reference.isEmpty() ? OptionalLong.empty() : blobs.size(reference.get());
        if (size.isEmpty()) {
            return new Kept(null, null, null);
        }
        return new Kept(reference.get(), size.getAsLong(), hash(reference.get(), size.getAsLong()));
    }

    private Long hash(String sha256, long size) throws IOException {
        try {
            return size > ImageLimits.DEFAULT.maxBytes()
                    ? null
                    : PerceptualHash.of(blobs.read(sha256)).orElse(null);
        } catch (BlobStore.Damaged e) {
            return null; // like any file that cannot be decoded
        }
    }

    private void result(Handle handle, ConsumerRecord<byte[], byte[]> record) throws IOException, InvalidMessage {
        if (record.value() == null) {
            return; // an answer that is to be forgotten: whoever had it put here has forgotten the rest
        }
        var result = Json.read(record.value(), Result.class);
        if (ImageRows.isDeleted(handle, result.id())) {
            erasure.answer(result.submission(), result.id());
        } else {
            archive.keep(result);
            ImageRows.write(handle, result, Instant.ofEpochMilli(record.timestamp()));
        }
    }
}
