package io.kawara.trainer.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import io.kawara.contracts.Label;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.contracts.TextLine;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Json;
import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.catalogue.PerceptualHash;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.imageio.ImageIO;

/** A catalogue of a few drawn pictures, written as its follower writes it: dark ones are {@code night}, light ones {@code day}. */
public final class SampleCatalogue implements AutoCloseable {
    public static final Instant BEGUN = Instant.parse("2026-11-20T07:00:00Z");

    private final Database database = Database.inMemory("sample-" + UUID.randomUUID());
    private final BlobStore blobs;
    private int images;

    public SampleCatalogue(Path blobs) {
        this.blobs = new BlobStore(blobs);
    }

    public Database database() {
        return database;
    }

    public BlobStore blobs() {
        return blobs;
    }

    /** A pipeline of one image model. */
    public static Pipeline pipeline(LoopRules rules) {
        return new Pipeline(
                        "sky",
                        null,
                        null,
                        null,
                        null,
                        List.of(new Member("tiny-image", Stage.IMAGE, 1)),
                        null,
                        null,
                        null)
                .with(rules);
    }

    /** A picture whose grey goes by its class, and whose spots by a number. */
    public static byte[] picture(String label, int number) throws IOException {
        var image = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
        var random = new Random(number);
        var graphics = image.createGraphics();
        int grey = label.equals("night") ? 40 : 215;
        graphics.setColor(new Color(grey, grey, grey));
        graphics.fillRect(0, 0, 48, 48);
        for (int spot = 0; spot < 12; spot++) {
            graphics.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
            graphics.fillRect(random.nextInt(44), random.nextInt(44), 3 + random.nextInt(8), 3 + random.nextInt(8));
        }
        graphics.dispose();
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    /** Archives a picture; {@code group} may be null. */
    public void image(String id, byte[] file, String group) throws IOException {
        image(id, file, group, null, null);
    }

    public void image(String id, byte[] file, String group, Map<String, String> fields, Result answer)
            throws IOException {
        var submission = new Submission(0, images++);
        String sha256 = blobs.put(file);
        Long phash = PerceptualHash.of(file).orElse(null);
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        insert into image (submission, lane, place, id, pipeline, sha256, bytes, phash, belongs, fields, received_at, answer)
                        values (:submission, :lane, :place, :id, 'sky', :sha256, :bytes, :phash, :belongs, :fields, :at, :answer)""")
                        .bind("submission", submission.toString())
                        .bind("lane", submission.lane())
                        .bind("place", submission.offset())
                        .bind("id", id)
                        .bind("sha256", sha256)
                        .bind("bytes", file.length)
                        .bind("phash", phash)
                        .bind("belongs", group)
                        .bind("fields", fields == null ? null : new String(Json.write(fields), UTF_8))
                        .bind("at", BEGUN.plusSeconds(images).atOffset(UTC))
                        .bind("answer", answer == null ? null : new String(Json.write(answer), UTF_8))
                        .execute());
    }

    /** What a pipeline answered: two classes, and a line of text. */
    public static Result answer(String id, double night, String line) {
        return new Result(
                id,
                new Submission(0, 0),
                "sky",
                Status.COMPLETE,
                night >= 0.5 ? "night" : "day",
                Math.max(night, 1 - night),
                List.of(new ScoredLabel("night", night), new ScoredLabel("day", 1 - night)),
                null,
                line,
                List.of(new TextLine(line, 0.9, 1, 2, 3, 4)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A person's label that counts. */
    public String human(String image, String label, boolean golden) {
        return label(image, Label.Kind.HUMAN, label, golden, "counts", BEGUN.plusSeconds(100), null);
    }

    /** A model's label that counts, soft where it has a distribution. */
    public String pseudo(String image, String label, Map<String, Double> distribution) {
        return label(image, Label.Kind.PSEUDO, label, false, "counts", BEGUN.plusSeconds(200), distribution);
    }

    public String label(
            String image,
            Label.Kind kind,
            String said,
            boolean golden,
            String state,
            Instant at,
            Map<String, Double> distribution) {
        boolean pseudo = kind == Label.Kind.PSEUDO;
        var label = new Label(
                UUID.randomUUID().toString(),
                image,
                "sky",
                kind,
                pseudo ? "top-fraction" : "ann",
                pseudo ? "pseudo" : "review",
                at,
                List.of(said),
                distribution,
                null,
                pseudo ? 0.9 : 1.0,
                pseudo ? List.of("tiny-image@1") : null,
                golden,
                null);
        database.jdbi().useHandle(handle -> {
            handle.createUpdate("""
                            insert into label (id, image, pipeline, kind, annotator, source, given_at, golden, weight, state, body)
                            values (:id, :image, 'sky', :kind, :by, :source, :at, :golden, :weight, :state, :body)""")
                    .bind("id", label.id())
                    .bind("image", image)
                    .bind("kind", pseudo ? "pseudo" : "human")
                    .bind("by", label.by())
                    .bind("source", label.source())
                    .bind("at", at.atOffset(UTC))
                    .bind("golden", golden)
                    .bind("weight", label.weight())
                    .bind("state", state)
                    .bind("body", new String(Json.write(label), UTF_8))
                    .execute();
            handle.execute("insert into label_class (label, class) values (?, ?)", label.id(), said);
        });
        return label.id();
    }

    /** So many labelled images of both classes in turn, {@code PREFIX-1} and on. */
    public void labelled(String prefix, int count, boolean golden) throws IOException {
        for (int i = 1; i <= count; i++) {
            String label = i % 2 == 0 ? "day" : "night";
            String id = prefix + "-" + i;
            image(
                    id,
                    picture(label, id.hashCode()),
                    null,
                    Map.of("title", label.equals("day") ? "a light one" : "a dark one"),
                    null);
            human(id, label, golden);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
