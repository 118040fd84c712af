package io.kawara.trainer.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.serving.CropRule;
import io.kawara.serving.Device;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TinyDetector;
import io.kawara.serving.TinyModels;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.run.Console;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages with dark rectangles, which a detector finds, in red, green and blue, which a classifier reads. */
class PageRunTest {
    private static final String RED = "U+8D64";
    private static final String GREEN = "U+7DD1";
    private static final String BLUE = "U+9752";
    private static final SessionSettings CPU = new SessionSettings(Device.CPU, 1);

    @TempDir
    Path folder;

    @BeforeEach
    void draw() throws IOException {
        Files.createDirectories(folder.resolve("pages"));
        page("a.png", Map.of(new Color(120, 0, 0), new int[] {240, 40}, new Color(0, 120, 0), new int[] {240, 130}));
        page("b.png", Map.of());
        page("c.png", Map.of(new Color(0, 0, 120), new int[] {100, 200}));
    }

    @Test
    void writesEveryPageInReadingOrder() throws IOException {
        try (var ensemble = reading()) {
            assertThat(run(ensemble, PageForm.POINTS)).isEmpty();
        }

        assertThat(folder.resolve("out.csv"))
                .hasContent("image_id,labels\na,%s 260 60 %s 260 150\nb,\nc,%s 120 220\n".formatted(RED, GREEN, BLUE));
    }

    @Test
    void writesBoxesThatNobodyReads() throws IOException {
        try (var ensemble = finding()) {
            assertThat(ensemble.reads()).isFalse();
            run(ensemble, PageForm.BOXES);
        }

        assertThat(Files.readAllLines(folder.resolve("out.csv")).get(3)).startsWith("c,U+3013 100 200 40 40 0.88");
    }

    @Test
    void goesOnAfterTheLastPageWithTheSameBytes() throws IOException {
        try (var ensemble = reading()) {
            run(ensemble, PageForm.POINTS);
            byte[] whole = Files.readAllBytes(folder.resolve("out.csv"));
            Files.delete(folder.resolve("out.csv"));
            assertThatThrownBy(() -> run(ensemble, PageForm.POINTS, dyingAt(2))).hasMessage("killed");
            assertThat(folder.resolve("out.csv")).doesNotExist();
            try (var parts = Files.newDirectoryStream(folder, "*.part")) {
                assertThat(Files.readAllLines(parts.iterator().next())).hasSize(3);
            }
            Files.write(folder.resolve("pages/a.png"), new byte[0]); // whoever looks at it again finds nothing

            assertThat(run(ensemble, PageForm.POINTS)).isEmpty();

            assertThat(folder.resolve("out.csv")).hasBinaryContent(whole);
        }
    }

    @Test
    void namesAPageThatCannotBeDecodedThoughAnotherRunSawIt() throws IOException {
        Files.writeString(folder.resolve("pages/b.png"), "no image");
        try (var ensemble = reading()) {
            assertThatThrownBy(() -> run(ensemble, PageForm.POINTS, dyingAt(2))).hasMessage("killed");

            var failures = run(ensemble, PageForm.POINTS);

            assertThat(failures).extracting(BulkRun.Failure::id).containsExactly("b.png");
            assertThat(failures.get(0).reason()).contains("not an image");
            assertThat(Files.readAllLines(folder.resolve("out.csv"))).contains("b,");
        }
    }

    @Test
    void refusesTwoImagesOfOnePage() throws IOException {
        Files.copy(folder.resolve("pages/a.png"), folder.resolve("pages/a.jpg"));
        try (var ensemble = reading()) {
            assertThatThrownBy(() -> run(ensemble, PageForm.POINTS)).hasMessage("there are two images of page a");
        }
    }

    @Test
    void refusesAJudgeThatIsNoTree() {
        var members = new ArrayList<>(List.of(new Member("finder", Stage.DETECTOR, 1)));
        members.add(new Member("judge", Stage.FUSION, 1));
        var models = models();
        models.put(
                "judge", OnnxModel.load(TinyModels.colours(TinyModels.imageCard("judge", 1, 4, "a", "b", "c")), CPU));

        assertThatThrownBy(() -> new PageEnsemble(pipeline(members), models))
                .hasMessageContaining(
                        "model judge cannot decide about characters: its columns are neither those of a filter");
        models.values().forEach(OnnxModel::close);
    }

    private List<BulkRun.Failure> run(PageEnsemble ensemble, PageForm form) throws IOException {
        return run(ensemble, form, rows());
    }

    private List<BulkRun.Failure> run(PageEnsemble ensemble, PageForm form, List<Row> rows) throws IOException {
        var quiet = new Console(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
        return new PageRun(ensemble, form, quiet).write(rows, folder.resolve("out.csv"), List.of("settings"));
    }

    private List<Row> rows() throws IOException {
        return new BulkInputs(List.of()).read(List.of(folder.resolve("pages")));
    }

    private List<Row> dyingAt(int place) throws IOException {
        var rows = rows();
        return new AbstractList<>() {
            private int seen;

            @Override
            public Row get(int index) {
                // Names are looked at first.
                if (index == place && seen++ > 1) {
                    throw new IllegalStateException("killed");
                }
                return rows.get(index);
            }

            @Override
            public int size() {
                return rows.size();
            }
        };
    }

    private static PageEnsemble reading() {
        return new PageEnsemble(
                pipeline(List.of(new Member("finder", Stage.DETECTOR, 1), new Member("reader", Stage.CHARACTER, 1))),
                models());
    }

    private static PageEnsemble finding() {
        return new PageEnsemble(pipeline(List.of(new Member("finder", Stage.DETECTOR, 1))), models());
    }

    private static Pipeline pipeline(List<Member> members) {
        return new Pipeline("pages", null, null, Task.PAGES, null, members, null, null, null);
    }

    private static Map<String, OnnxModel> models() {
        var models = new LinkedHashMap<String, OnnxModel>();
        models.put("finder", OnnxModel.load(TinyDetector.file(TinyDetector.card("finder", 1, 400, 256, 96)), CPU));
        var card = TinyModels.imageCard("reader", 1, 4, RED, GREEN, BLUE).withCrop(CropRule.BOX);
        models.put("reader", OnnxModel.load(TinyModels.colours(card), CPU));
        return models;
    }

    /** @param squares the corner of the one of each colour */
    private void page(String name, Map<Color, int[]> squares) throws IOException {
        var page = new BufferedImage(300, 400, BufferedImage.TYPE_INT_RGB);
        var graphics = page.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 300, 400);
        squares.forEach((colour, corner) -> {
            graphics.setColor(colour);
            graphics.fillRect(corner[0], corner[1], TinyDetector.LARGEST, TinyDetector.LARGEST);
        });
        graphics.dispose();
        ImageIO.write(page, "png", folder.resolve("pages").resolve(name).toFile());
    }
}
