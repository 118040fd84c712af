package io.kawara.trainer.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Combination;
import io.kawara.contracts.ExpectedCount;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.serving.Activation;
import io.kawara.serving.Device;
import io.kawara.serving.ModelCard;
import io.kawara.serving.OnnxFile;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TinyModels;
import io.kawara.trainer.data.Picture;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.run.Console;
import io.kawara.vision.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkRunTest {
    private static final SessionSettings CPU = new SessionSettings(Device.CPU, 1);
    private static final ModelCard CARD = TinyModels.imageCard("colours", 1, 4, "red", "green", "blue");

    @TempDir
    Path folder;

    @Test
    void aKilledRunGoesOnWhereItWasAndEndsWithTheSameBytes() throws Exception {
        var rows = pictures(100);
        Path whole = folder.resolve("whole.csv");
        Path out = folder.resolve("answers.csv");
        try (var ensemble = Ensemble.of(OnnxModel.load(TinyModels.colours(CARD), CPU))) {
            run(ensemble, true).write(rows, whole, List.of("settings"), 2);

            assertThatThrownBy(() -> run(ensemble, true).write(dyingAt(rows, 70), out, List.of("settings"), 2))
                    .hasMessageContaining("killed");
            assertThat(out).doesNotExist();
            Path part = part();
            assertThat(Files.readAllLines(part)).hasSize(1 + 64);
            byte[] written = Files.readAllBytes(part);
            // In the middle of a row of the second batch: what is half is not gone on with.
            Files.write(part, Arrays.copyOf(written, written.length - 13));
            for (Row row : rows.subList(0, 32)) {
                Files.delete(Path.of(row.image().toString())); // whoever looks at it again has no answer to it
            }

            var failures = run(ensemble, true).write(rows, out, List.of("settings"), 2);

            assertThat(failures).isEmpty();
            assertThat(out).hasSameBinaryContentAs(whole);
            assertThat(part).doesNotExist();
        }
    }

    @Test
    void otherSettingsDoNotGoOnWithWhatTheseBegan() throws Exception {
        var rows = pictures(40);
        Path out = folder.resolve("answers.csv");
        try (var ensemble = Ensemble.of(OnnxModel.load(TinyModels.colours(CARD), CPU))) {
            assertThatThrownBy(() -> run(ensemble, true).write(dyingAt(rows, 35), out, List.of("one model"), 2))
                    .hasMessageContaining("killed");

            run(ensemble, true).write(rows, out, List.of("another model"), 2);

            assertThat(Files.readAllLines(out)).hasSize(41);
            assertThat(Files.readAllLines(part())).as("what the first began").hasSize(33);
        }
    }

    @Test
    void aBadImageHasAnEmptyRowAndIsSaidToBeBadThoughAnotherRunSawIt() throws Exception {
        var rows = new ArrayList<>(pictures(40));
        Files.writeString(Path.of(rows.get(3).image().toString()), "no image");
        Path out = folder.resolve("answers.csv");
        try (var ensemble = Ensemble.of(OnnxModel.load(TinyModels.colours(CARD), CPU))) {
            assertThatThrownBy(() -> run(ensemble, false).write(dyingAt(rows, 35), out, List.of(), 2))
                    .hasMessageContaining("killed");

            var failures = run(ensemble, false).write(rows, out, List.of(), 2);

            assertThat(failures).extracting(BulkRun.Failure::id).containsExactly("0003.png");
            assertThat(failures.get(0).reason()).contains("not an image");
            assertThat(Files.readAllLines(out))
                    .startsWith("image_id,category_id", "0000.png,red", "0001.png,green", "0002.png,blue", "0003.png,");
        }
    }

    @Test
    void aMultiLabelPipelineWritesACellForEachLabel() throws Exception {
        try (var ensemble = tagging(null)) {
            var rows = BulkInputs.numbered(pictures(3));

            assertThat(lines(new BulkRun(ensemble, BulkRun.Format.CSV, false, quiet()), rows))
                    .containsExactly("index,red,green,blue", "0,1,0,0", "1,0,1,0", "2,0,0,1");
            assertThat(lines(new BulkRun(ensemble, BulkRun.Format.CSV, true, quiet()), rows)
                            .get(1))
                    .matches("0,0\\.99\\d{4},0\\.00\\d{4},0\\.00\\d{4}");
            assertThat(lines(new BulkRun(ensemble, BulkRun.Format.JSON, false, quiet()), rows)
                            .get(2))
                    .startsWith("{\"id\":\"2\",\"labels\":[\"blue\"],\"scores\":[{\"label\":\"blue\",\"score\":0.99");
        }
    }

    @Test
    void anExpectedCountHoldsInBulkToo() throws Exception {
        try (var ensemble = tagging(new ExpectedCount(2, 2))) {
            assertThat(lines(new BulkRun(ensemble, BulkRun.Format.CSV, false, quiet()), pictures(3)))
                    .allMatch(line -> line.startsWith("index")
                            || line.replaceAll("^[^,]*|[^1]", "").equals("11"));
        }
    }

    /** Scores 0.995 for a picture's own colour and 0.005 for the others. */
    private static Ensemble tagging(ExpectedCount count) {
        var card = new ModelCard(
                "tagger",
                1,
                CARD.task(),
                CARD.image(),
                null,
                CARD.labels(),
                Activation.SIGMOID,
                null,
                Map.of(),
                List.of(),
                Map.of());
        var weights = new float[CARD.image().size()][3];
        for (int i = 0; i < weights.length; i++) {
            weights[i][i % 3] = 10.6f / 255 / (weights.length / 3f);
        }
        var model = OnnxModel.load(OnnxFile.of(TinyModels.image(card, weights, -5.3f, -5.3f, -5.3f)), CPU);
        var pipeline = new Pipeline(
                "tags",
                null,
                null,
                Task.MULTI_LABEL,
                Combination.MEAN,
                List.of(new Member("tagger", Stage.IMAGE, 1)),
                null,
                count);
        return new Ensemble(pipeline, Map.of("tagger", model));
    }

    private static BulkRun run(Ensemble ensemble, boolean probabilities) {
        return new BulkRun(ensemble, BulkRun.Format.CSV, probabilities, quiet());
    }

    private static Console quiet() {
        return new Console(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false);
    }

    private static List<String> lines(BulkRun run, List<Row> rows) throws Exception {
        var bytes = new ByteArrayOutputStream();
        run.write(rows, new PrintStream(bytes, true, StandardCharsets.UTF_8), 1);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private Path part() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".part"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Pictures of red, green, blue, red and so on. */
    private List<Row> pictures(int count) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        for (int i = 0; i < count; i++) {
            var pixels = new byte[4 * 4 * 3];
            for (int p = i % 3; p < pixels.length; p += 3) {
                pixels[p] = -1;
            }
            try (var image = Image.of(4, 4, 3, pixels)) {
                Files.write(images.resolve("%04d.png".formatted(i)), image.toPng());
            }
        }
        return new BulkInputs(List.of()).read(List.of(images));
    }

    /** The same rows, except that the machine goes off when one of them is looked at. */
    private static List<Row> dyingAt(List<Row> rows, int place) {
        return IntStream.range(0, rows.size())
                .mapToObj(i -> i == place ? dying(rows.get(i)) : rows.get(i))
                .toList();
    }

    private static Row dying(Row row) {
        Picture picture = new Picture() {
            @Override
            public Image decoded() {
                throw new AssertionError("killed");
            }

            @Override
            public byte[] bytes() {
                throw new AssertionError("killed");
            }

            @Override
            public String sha256() {
                throw new AssertionError("killed");
            }

            @Override
            public String toString() {
                return row.image().toString();
            }
        };
        return new Row(row.id(), picture, Set.of(), Map.of(), row.id());
    }
}
