package io.kawara.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.CharacterBox;
import io.kawara.serving.TinyDetector;
import io.kawara.serving.TinyModels;
import io.kawara.trainer.pages.ReadFile;
import io.kawara.vision.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code pages read} as it is typed, with models that find dark boxes and read their colours. */
class PagesReadCommandTest {
    private static final String[] CODES = {"U+8D64", "U+7DD1", "U+9752"};

    @TempDir
    Path folder;

    private Path images;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        images = Files.createDirectory(folder.resolve("images"));
        out = folder.resolve("read.jsonl");
        Files.write(images.resolve("b1_1.png"), page(0, 2));
        Files.write(images.resolve("b1_2.png"), page());
        Files.write(images.resolve("b2_1.png"), page(1));
        var detector = TinyDetector.card("finder", 1, 320, 192, 64);
        Files.write(folder.resolve("finder.onnx"), TinyDetector.file(detector));
        Files.write(folder.resolve("colours.onnx"), TinyModels.colours(TinyModels.imageCard("colours", 1, 4, CODES)));
    }

    /** A white page of 320 x 240 pixels, a box of 24 x 32 for each colour. */
    private static byte[] page(int... colours) {
        var pixels = new byte[320 * 240 * 3];
        Arrays.fill(pixels, (byte) -1);
        for (int i = 0; i < colours.length; i++) {
            for (int y = 100; y < 132; y++) {
                for (int x = 40 + 80 * i; x < 64 + 80 * i; x++) {
                    for (int channel = 0; channel < 3; channel++) {
                        pixels[(y * 320 + x) * 3 + channel] = (byte) (channel == colours[i] ? -1 : 0);
                    }
                }
            }
        }
        try (var page = Image.of(320, 240, 3, pixels)) {
            return page.toPng();
        }
    }

    @Test
    void keepsWhatModelsFindAndRead() throws IOException {
        String said = run(0);

        assertThat(said).contains("3 pages with 3 boxes");
        var pages = ReadFile.read(List.of(out));
        assertThat(pages).extracting(ReadFile.Line::image).containsExactly("b1_1", "b1_2", "b2_1");
        var page = pages.get(0);
        assertThat(page.page().width()).isEqualTo(320);
        assertThat(page.readers()).extracting(ReadFile.Reader::model).containsExactly("crops");
        var characters = page.readers().get(0).characters();
        assertThat(characters).extracting(CharacterBox::code).containsExactlyInAnyOrder(CODES[0], CODES[2]);
        assertThat(characters).allSatisfy(character -> {
            assertThat(character.y()).isBetween(98, 102);
            assertThat(character.found()).isBetween(0.5, 1.0);
        });
        assertThat(page.readers().get(0).candidates().unpacked().get(0).logarithms())
                .hasSize(3);
        assertThat(pages.get(1).readers().get(0).characters()).isEmpty();
    }

    @Test
    void goesOnWhereItWasStopped() throws IOException {
        run(0);
        var whole = Files.readAllLines(out);
        Files.writeString(out, whole.get(0) + "\n" + whole.get(1).substring(0, 20));

        String said = run(0);

        assertThat(said).contains("1 pages were read before.", "2 pages with 1 boxes");
        assertThat(Files.readAllLines(out)).isEqualTo(whole);
    }

    @Test
    void readsOnlyThePagesOfATable() throws IOException {
        Path fold = Files.writeString(folder.resolve("fold.csv"), "image_id,labels\nb2_1,\n");
        run(0, "--pages", fold.toString());
        assertThat(ReadFile.read(List.of(out))).extracting(ReadFile.Line::image).containsExactly("b2_1");
    }

    @Test
    void namesAnImageThatCannotBeDecodedAndReadsTheOthers() throws IOException {
        Files.writeString(images.resolve("a.png"), "no picture", StandardOpenOption.CREATE);
        assertThat(run(1)).contains("a.png: ", "3 pages with 3 boxes");
    }

    @Test
    void refusesADetectorAsAReader() {
        assertThat(run(1, "--reader", "wrong=" + folder.resolve("finder.onnx")))
                .contains("model wrong is for object-detection, which reads no characters");
    }

    @Test
    void refusesTwoModelsOfOneName() {
        assertThat(run(1, "--reader", folder.resolve("finder.onnx").toString()))
                .contains("Two models are named finder: write NAME=MODEL.");
    }

    private String run(int expected, String... more) {
        var before = System.out;
        var said = new ByteArrayOutputStream();
        int code;
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            var arguments = new ArrayList<>(List.of(
                    "read",
                    images.toString(),
                    "--detector",
                    folder.resolve("finder.onnx").toString(),
                    "--reader",
                    "crops=" + folder.resolve("colours.onnx"),
                    "--out",
                    out.toString(),
                    "--folder",
                    folder.resolve("work").toString()));
            arguments.addAll(List.of(more));
            code = new CommandLine(new PagesCommand())
                    .setExecutionExceptionHandler((failure, line, result) -> {
                        System.out.println(failure.getMessage());
                        return 1;
                    })
                    .execute(arguments.toArray(String[]::new));
        } finally {
            System.setOut(before);
        }
        String text = said.toString(StandardCharsets.UTF_8);
        assertThat(code).as(text).isEqualTo(expected);
        return text;
    }
}
