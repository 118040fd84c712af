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

/** {@code evaluate} of a pipeline of pages as it is typed, without a stack. */
class EvaluatePagesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        var images = Files.createDirectories(folder.resolve("images"));
        for (String name : new String[] {"a_1", "a_2", "b_1", "other"}) {
            var page = new BufferedImage(300, 400, BufferedImage.TYPE_INT_RGB);
            var graphics = page.createGraphics();
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, 300, 400);
            graphics.setColor(Color.BLACK);
            graphics.fillRect(100, 200, 30, 40);
            graphics.dispose();
            ImageIO.write(page, "png", images.resolve(name + ".png").toFile());
        }
        Files.write(folder.resolve("finder.onnx"), TinyDetector.file(TinyDetector.card("finder", 1, 400, 256, 96)));
        Files.writeString(
                folder.resolve("found.yaml"),
                "{name: found, task: pages, members: [{model: finder, stage: detector}]}"
                        .replace("task: pages,", "\n task: pages,"));
        Files.writeString(folder.resolve("train.csv"), """
                image_id,labels
                a_1,U+306F 100 200 30 40
                a_2,U+306F 100 200 30 40 U+306F 10 10 30 40
                b_1,U+306F 10 10 30 40
                """);
    }

    @Test
    void printsScoreAndBoxesOfAllAndOfEachBook() {
        var lines = evaluate(0).lines().toList();

        assertThat(lines).anySatisfy(line -> assertThat(line).matches("all pages +3 +2 +1 +2 +0\\.5714 \\[.*"));
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("a +2 +2 +0 +1 +0\\.8000 \\[.*"));
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("b +1 +0 +1 +1 +0\\.0000 .*"));
        assertThat(lines.get(0)).contains("box F1 at 0.5", "mAP of boxes");
    }

    @Test
    void namesAPageThatCannotBeLookedAt() throws IOException {
        Files.writeString(folder.resolve("images/b_1.png"), "no image");

        assertThat(evaluate(1)).contains("b_1.png has no answer: ");
    }

    private String evaluate(int code) {
        var said = new StringWriter();
        var standard = System.out;
        var console = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
            int ended = new CommandLine(new EvaluateCommand())
                    .setErr(new PrintWriter(said))
                    .execute(
                            "--pipeline",
                            folder.resolve("found.yaml").toString(),
                            "--data",
                            folder.toString(),
                            "--draws",
                            "50",
                            "--folder",
                            folder.toString());
            String text = console.toString(StandardCharsets.UTF_8) + said;
            assertThat(ended).as(text).isEqualTo(code);
            return text;
        } finally {
            System.setOut(standard);
        }
    }
}
