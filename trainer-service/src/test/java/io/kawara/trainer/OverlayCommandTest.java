package io.kawara.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code overlay} as it is typed. */
class OverlayCommandTest {
    private static final String ANSWER = "{\"id\": \"a\", \"submission\": \"0-1\", \"pipeline\": \"pages\", ";

    @TempDir
    Path folder;

    private Path image;

    @BeforeEach
    void write() throws IOException {
        image = Files.createDirectories(folder.resolve("images")).resolve("a_1.png");
        ImageIO.write(new BufferedImage(120, 90, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    }

    @Test
    void drawsOnePageOfATable() throws IOException {
        Path table = table("image_id,labels\na_1,U+306F 10 20 30 40 U+306E 60 20 30 40\na_2,\n");

        assertThat(run(0, image, "--characters", table, "--out", folder.resolve("a.png")))
                .contains("2 characters on a_1.png");
        assertThat(ImageIO.read(folder.resolve("a.png").toFile()).getWidth()).isEqualTo(120);
    }

    @Test
    void drawsEachPageOfAFolder() throws IOException {
        Path table = table("image_id,labels\na_1,U+306F 10 20 30 40\na_2,\n");

        String said = run(0, image.getParent(), "--characters", table, "--out", folder.resolve("drawn"));

        assertThat(said).contains("1 pages with 1 characters", "1 pages of the table have no image");
        assertThat(folder.resolve("drawn")).isDirectoryContaining("glob:**/a_1.png");
    }

    @Test
    void drawsAnAnswer() throws IOException {
        Path answer = Files.writeString(
                folder.resolve("answer.json"),
                ANSWER
                        + "\"status\": \"complete\", \"characters\": [{\"score\": 0.5, \"x\": 1, \"y\": 2, \"w\": 3,"
                        + " \"h\": 4}]}");

        assertThat(run(0, image, "--answer", answer, "--out", folder.resolve("a.jpg")))
                .contains("1 characters on");
        assertThat(folder.resolve("a.jpg")).isNotEmptyFile();
    }

    @Test
    void drawsAnAnswerWithoutCharacters() throws IOException {
        Path answer = Files.writeString(folder.resolve("answer.json"), ANSWER + "\"status\": \"complete\"}");

        assertThat(run(0, image, "--answer", answer, "--out", folder.resolve("a.png")))
                .contains("0 characters on");
    }

    @Test
    void refusesAFailedAnswerWithItsReason() throws IOException {
        Path answer = Files.writeString(
                folder.resolve("answer.json"), ANSWER + "\"status\": \"failed\", \"reason\": \"no image at all\"}");

        assertThat(run(1, image, "--answer", answer, "--out", folder.resolve("a.png")))
                .contains("no image at all");
    }

    @Test
    void refusesABrokenLineWithFileRecordAndReason() throws IOException {
        Path table = table("image_id,labels\na_1,U+306F 10 20 30 40\na_2,U+306F 10 20 thirty 40\n");

        assertThat(run(1, image, "--characters", table, "--out", folder.resolve("a.png")))
                .contains("table.csv, record 3: 'thirty' is no number");
    }

    @Test
    void refusesAnUnknownCode() throws IOException {
        Path table = table("image_id,labels\na_1,U+D800 10 20 30 40\n");

        assertThat(run(1, image, "--characters", table, "--out", folder.resolve("a.png")))
                .contains("table.csv, record 2: 'U+D800' is no character's code");
    }

    @Test
    void refusesAPageThatTheTableDoesNotHave() throws IOException {
        Path table = table("image_id,labels\nb_7,\n");

        assertThat(run(1, image, "--characters", table, "--out", folder.resolve("a.png")))
                .contains("table.csv has no page a_1");
    }

    private Path table(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text);
    }

    private String run(int code, Path page, String kind, Path characters, String out, Path picture) {
        var standard = System.out;
        var said = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            var errors = new PrintWriter(said, true, StandardCharsets.UTF_8);
            int ended = new CommandLine(new OverlayCommand())
                    .setErr(errors)
                    .execute(
                            page.toString(),
                            kind,
                            characters.toString(),
                            out,
                            picture.toString(),
                            "--boxes-only",
                            "--order");
            String text = said.toString(StandardCharsets.UTF_8);
            assertThat(ended).as(text).isEqualTo(code);
            return text;
        } finally {
            System.setOut(standard);
        }
    }
}
