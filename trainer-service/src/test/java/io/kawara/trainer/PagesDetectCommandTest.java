package io.kawara.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.serving.ModelCard;
import io.kawara.serving.PageInput;
import io.kawara.trainer.detect.DrawnPages;
import io.kawara.trainer.pages.PageTable;
import io.kawara.trainer.zoo.Architecture;
import io.kawara.trainer.zoo.ImageShape;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PagesDetectCommandTest {
    @TempDir
    private Path folder;

    @Test
    void boxesOfADetectorCanBeScored() throws Exception {
        DrawnPages.write(folder, 2);
        Path model = folder.resolve("detector.onnx");
        var page = new PageInput(160, 96, 32, 3, 0.005, 0.5, null, false, null);
        Architecture.of("centre-net", Map.of("width", 8, "neck", 8))
                .build(new ImageShape(96, 96, 3), 1, 1)
                .withMetadata(
                        ModelCard.KEY,
                        ModelCard.detector("untrained", 1, page, null).json())
                .write(model);
        Path boxes = folder.resolve("found.csv");

        String said = run(
                "detect", model.toString(), "--images", folder.resolve("images").toString(), "--out", boxes.toString());
        assertThat(said).contains("on 2 pages in");
        var found = PageTable.read(boxes, null);
        assertThat(found)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.characters())
                        .isNotEmpty()
                        .allSatisfy(box -> assertThat(box.code()).isEmpty()));

        String truth = folder.resolve("train.csv").toString();
        assertThat(run("score", boxes.toString(), "--truth", truth)).containsPattern("all pages +2 +0 ");
        assertThat(run("score", truth, "--truth", truth, "--ignore-codes")).containsPattern("all pages +2 +48 +0 +0 ");

        run(
                "detect",
                model.toString(),
                "--images",
                folder.resolve("images").toString(),
                "--scales",
                "0.8,1,1.2",
                "--grey",
                "--threshold",
                "0.9",
                "--out",
                boxes.toString());
        assertThat(PageTable.read(boxes, null)).isEmpty(); // an untrained model is sure of nothing

        Files.writeString(
                folder.resolve("one.csv"), Files.readString(Path.of(truth)).replaceFirst("(?m)^book1.*$", ""));
        run(
                "detect",
                model.toString(),
                "--images",
                folder.resolve("images").toString(),
                "--truth",
                folder.resolve("one.csv").toString(),
                "--out",
                boxes.toString());
        assertThat(PageTable.read(boxes, null)).extracting("id").containsExactly("book0_00");
    }

    private static String run(String... arguments) {
        var standard = System.out;
        var said = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            assertThat(new CommandLine(new PagesCommand()).execute(arguments)).isZero();
        } finally {
            System.setOut(standard);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
