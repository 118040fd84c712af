package io.kawara.ocr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Pipeline.Ocr;
import io.kawara.messaging.Json;
import io.kawara.vision.ImageLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcrCommandTest {
    private static final byte[] SLIP = Pages.drawn(600, 120, 36, "Larkspur Hardware");

    @TempDir
    Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void makeADataSet() throws IOException {
        Pages.tessdata();
        data = Files.createDirectories(folder.resolve("data/images")).getParent();
        out = folder.resolve("cache/ocr.jsonl");
        Files.write(data.resolve("images/a.png"), SLIP);
        Files.write(data.resolve("images/b.PNG"), Pages.drawn(600, 120, 36, "Seven brass hinges"));
        Files.writeString(data.resolve("images/broken.jpg"), "no JPEG");
        Files.writeString(data.resolve("labels.csv"), "file,label\nimages/a.png,slip\n");
    }

    @Test
    void readsEveryImageAsTheServiceDoes() throws Exception {
        assertThat(run()).isZero();
        List<OcrCache.Entry> entries = entries();
        assertThat(entries)
                .extracting(OcrCache.Entry::file)
                .containsExactly("images/a.png", "images/b.PNG", "images/broken.jpg");
        Ocr settings = new Ocr(List.of("eng"), 3);
        try (TextRecognizer service =
                new TextRecognizer(Pages.tessdata(), ImageLimits.DEFAULT, Duration.ofMinutes(3), 1)) {
            assertThat(entries.get(0).lines()).isNotEmpty().isEqualTo(service.read(SLIP, settings));
        }
        assertThat(entries.get(0).sha256()).hasSize(64);
        assertThat(entries.get(2).lines()).isEmpty();
        assertThat(entries.get(2).reason()).startsWith("not an image");
    }

    @Test
    void readsOnlyWhatIsNewTheSecondTime() throws Exception {
        run();
        run();
        assertThat(entries()).hasSize(3);
        Files.write(data.resolve("images/a.png"), Pages.drawn(600, 120, 36, "Changed"));
        run();
        assertThat(entries()).hasSize(4);
        assertThat(entries().get(3).lines().get(0).text()).isEqualTo("Changed");
        run("--psm", "7");
        assertThat(entries()).hasSize(7);
    }

    @Test
    void goesOnAfterALineThatAKilledRunDidNotEnd() throws Exception {
        run();
        byte[] whole = Files.readAllBytes(out);
        Files.write(out, java.util.Arrays.copyOf(whole, whole.length - 9));
        assertThat(run()).isZero();
        assertThat(Files.readAllBytes(out)).isEqualTo(whole);
    }

    @Test
    void readsWhatAListNames() throws Exception {
        Path list = Files.writeString(folder.resolve("list.txt"), "images/b.PNG\n\n");
        run("--list", list.toString());
        assertThat(entries()).extracting(OcrCache.Entry::file).containsExactly("images/b.PNG");
    }

    @Test
    void refusesToWriteIntoWhatIsNoCache() throws Exception {
        Files.createDirectories(out.getParent());
        Files.writeString(out, "my only copy\n", StandardOpenOption.CREATE);
        assertThat(run()).isEqualTo(1);
        assertThat(out).hasContent("my only copy");
    }

    @Test
    void tellsUseFromSetUp() throws Exception {
        assertThat(OcrCommand.run("--help")).isZero();
        assertThat(OcrCommand.run("--data", "here")).isEqualTo(2);
        assertThat(run("--psm", "many")).isEqualTo(2);
        assertThat(run("--psm", "14")).isEqualTo(2);
        assertThat(run("--colour", "red")).isEqualTo(2);
        assertThat(run("--languages", "mars")).isEqualTo(1);
        assertThat(out).doesNotExist();
    }

    private int run(String... more) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--data", data.toString(), "--out", out.toString()));
        arguments.addAll(List.of(more));
        return OcrCommand.run(arguments.toArray(String[]::new));
    }

    private List<OcrCache.Entry> entries() throws IOException {
        List<OcrCache.Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(out)) {
            entries.add(Json.read(line.getBytes(UTF_8), OcrCache.Entry.class));
        }
        return entries;
    }
}
