package io.kawara.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code pages} as it is typed. */
class PagesCommandTest {
    @TempDir
    Path folder;

    private Path truth;

    @BeforeEach
    void write() throws IOException {
        truth = Files.writeString(
                folder.resolve("truth.csv"),
                "image_id,labels\na_1,U+306F 10 20 30 40 U+306E 10 62 30 40\na_2,\nb_1,U+4E00 5 5 30 3\n");
    }

    @Test
    void scoresByBook() {
        String said = run(0, "score", truth.toString(), "--truth", truth.toString(), "--group", "prefix");
        assertThat(said.lines().filter(line -> line.contains("1.0000 ")))
                .extracting(line -> line.split(" ", 2)[0])
                .containsExactly("all", "a", "b");
        assertThat(said).contains("mAP by code", "95 % of 1000 draws");
    }

    @Test
    void scoresTheSubmissionThatItWrites() throws IOException {
        Path submission = folder.resolve("submission.csv");
        run(0, "convert", truth.toString(), "--to", "submission", "--out", submission.toString());
        assertThat(Files.readAllLines(submission)).contains("a_2,");
        assertThat(run(0, "score", submission.toString(), "--truth", truth.toString()))
                .contains("1.0000", "nothing to say of boxes")
                .doesNotContain("mAP");
    }

    @Test
    void measuresTheOrder() {
        assertThat(run(0, "order", truth.toString())).containsPattern("all pages +3 +3 +1\\.0000 +1\\.0000");
    }

    @Test
    void convertsToPageXmlAndCoco() {
        String said = run(
                0,
                "convert",
                truth.toString(),
                "--to",
                "page-xml",
                "--out",
                folder.resolve("xml").toString());
        assertThat(said).contains("3 pages in", "3 of them have no image");
        assertThat(folder.resolve("xml")).isDirectoryContaining("glob:**/a_2.xml");
        run(
                0,
                "convert",
                truth.toString(),
                "--to",
                "coco",
                "--out",
                folder.resolve("coco.json").toString());
        assertThat(folder.resolve("coco.json")).isNotEmptyFile();
    }

    private String run(int code, String... arguments) {
        var standard = System.out;
        var said = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            assertThat(new CommandLine(new PagesCommand())
                            .setCaseInsensitiveEnumValuesAllowed(true)
                            .execute(arguments))
                    .isEqualTo(code);
        } finally {
            System.setOut(standard);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
