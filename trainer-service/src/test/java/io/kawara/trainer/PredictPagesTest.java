package io.kawara.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.serving.TinyDetector;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code predict} of pages as it is typed, without a stack. */
class PredictPagesTest {
    @TempDir
    Path folder;

    private Path pages;
    private Path pipeline;

    @BeforeEach
    void write() throws IOException {
        pages = Files.createDirectories(folder.resolve("images"));
        var page = new BufferedImage(300, 400, BufferedImage.TYPE_INT_RGB);
        var graphics = page.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 300, 400);
        ImageIO.write(page, "png", pages.resolve("empty.png").toFile());
        graphics.setColor(Color.BLACK);
        graphics.fillRect(100, 200, 30, 40);
        graphics.dispose();
        ImageIO.write(page, "png", pages.resolve("one.png").toFile());
        Files.write(folder.resolve("finder.onnx"), TinyDetector.file(TinyDetector.card("finder", 1, 400, 256, 96)));
        pipeline = Files.writeString(folder.resolve("found.yaml"), """
            name: found
            task: pages
            pages: {detectors: fuse, threshold: 0.4}
            members:
              - {model: finder, stage: detector}
            """);
    }

    @Test
    void writesBoxesOfAPipelineThatOnlyFinds() throws IOException {
        assertThat(predict(0, pipeline, "boxes", "out.csv")).contains("2 pages in");

        assertThat(Files.readAllLines(folder.resolve("out.csv")))
                .startsWith("image_id,labels", "empty,")
                .anyMatch(line -> line.startsWith("one,U+3013 100 200 30 40 0.98"));
    }

    @Test
    void writesCocoAndPageXml() throws IOException {
        predict(0, pipeline, "coco", "coco.json");
        predict(0, folder.resolve("finder.onnx"), "page-xml", "xml");

        assertThat(folder.resolve("coco.json"))
                .content()
                .contains("\"file_name\":\"empty.png\"", "\"width\":300", "\"bbox\":[100,200,30,40]");
        assertThat(folder.resolve("xml/one.xml")).content().contains("imageWidth=\"300\"", "100,200 130,200");
        assertThat(folder.resolve("coco.json.boxes.csv")).doesNotExist();
    }

    @Test
    void refusesASubmissionOfBoxesThatNobodyReads() {
        assertThat(predict(1, pipeline, "submission", "out.csv"))
                .contains("found only finds characters, and a submission says which they are");
    }

    @Test
    void refusesAPipelineFileNamingWhatIsWrong() throws IOException {
        Files.writeString(pipeline, "name: found\ntask: pages\nmembers:\n  - {model: finder, stage: image}\n");

        assertThat(predict(1, pipeline, "boxes", "out.csv"))
                .contains("found.yaml: ", "takes no member of stage", "finder");
    }

    private String predict(int code, Path subject, String to, String out) {
        var said = new StringWriter();
        var errors = System.err;
        var console = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
            int ended = new CommandLine(new PredictCommand())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setErr(new PrintWriter(said))
                    .execute(
                            subject.toString(),
                            pages.toString(),
                            "--to",
                            to,
                            "--out",
                            folder.resolve(out).toString(),
                            "--folder",
                            folder.toString());
            String text = said + console.toString(StandardCharsets.UTF_8);
            assertThat(ended).as(text).isEqualTo(code);
            return text;
        } finally {
            System.setErr(errors);
        }
    }
}
