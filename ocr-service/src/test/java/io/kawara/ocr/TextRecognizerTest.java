package io.kawara.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Pipeline.Ocr;
import io.kawara.contracts.TextLine;
import io.kawara.vision.Image;
import io.kawara.vision.ImageLimits;
import io.kawara.vision.UndecodableImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextRecognizerTest {
    private static final Ocr ENGLISH = new Ocr(List.of("eng"), 3);
    private static final byte[] SLIP =
            Pages.drawn(800, 400, 36, "Larkspur Hardware", "2 brass hinges 14.50", "Thank you, come again");

    private TextRecognizer recognizer;

    @BeforeEach
    void open() {
        recognizer = new TextRecognizer(Pages.tessdata(), ImageLimits.DEFAULT, Duration.ofMinutes(3), 2);
    }

    @AfterEach
    void close() {
        recognizer.close();
    }

    @Test
    void readsLinesInOrderWithConfidence() {
        List<TextLine> lines = recognizer.read(SLIP, ENGLISH);
        assertThat(lines)
                .extracting(TextLine::text)
                .containsExactly("Larkspur Hardware", "2 brass hinges 14.50", "Thank you, come again");
        assertThat(lines).allSatisfy(line -> assertThat(line.confidence()).isBetween(0.8, 1.0));
    }

    /** Whether it was magnified, shrunk or left as it is. */
    @ParameterizedTest
    @CsvSource({"10", "36", "120"})
    void boxesLinesInPixelsOfTheImage(int size) {
        byte[] page = Pages.drawn(20 * size, 8 * size, size, "Larkspur Hardware", "brass hinges");
        List<TextLine> lines = recognizer.read(page, ENGLISH);
        assertThat(lines).extracting(TextLine::text).containsExactly("Larkspur Hardware", "brass hinges");
        TextLine second = lines.get(1);
        assertThat(second.x()).isBetween(size - size / 5, size + size / 5);
        assertThat(second.y()).isBetween(3 * size, 4 * size - size / 3);
        assertThat(second.y() + second.h()).isBetween(4 * size - size / 5, 4 * size + size / 2);
        assertThat(second.w()).isBetween(4 * size, 7 * size);
    }

    @Test
    void readsTheSameWhateverWasReadBefore() {
        byte[] other = Pages.drawn(1000, 300, 48, "QUARTERLY REPORT 1987", "Profit & Loss");
        List<TextLine> first = recognizer.read(SLIP, ENGLISH);
        recognizer.read(other, ENGLISH);
        recognizer.read(other, new Ocr(List.of("eng"), 7));
        assertThat(recognizer.read(SLIP, ENGLISH)).isEqualTo(first);
    }

    @Test
    void readsTheSameInManyThreads() {
        Set<List<TextLine>> results = new HashSet<>(IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> recognizer.read(SLIP, ENGLISH))
                .toList());
        assertThat(results).hasSize(1);
    }

    @Test
    void readsFaintPrintWithinDarkEdges() {
        byte[] page = Pages.faint(600, 600, 30, "", "", "Larkspur Hardware", "Total 12.50", "Thank you");
        assertThat(recognizer.read(page, ENGLISH))
                .extracting(TextLine::text)
                .containsExactly("Larkspur Hardware", "Total 12.50", "Thank you");
    }

    @Test
    void readsNothingOnAnEmptyPage() {
        assertThat(recognizer.read(Pages.drawn(300, 200, 20), ENGLISH)).isEmpty();
        assertThat(recognizer.read(Pages.drawn(1, 1, 20), ENGLISH)).isEmpty();
    }

    @Test
    void refusesWhatIsNoImage() {
        assertThatThrownBy(() -> recognizer.read("no image".getBytes(StandardCharsets.UTF_8), ENGLISH))
                .isInstanceOf(UndecodableImage.class);
    }

    @Test
    void givesUpWhatTakesTooLong() {
        Duration none = Duration.ofMillis(1);
        try (TextRecognizer hasty = new TextRecognizer(Pages.tessdata(), ImageLimits.DEFAULT, none, 1)) {
            assertThatThrownBy(() -> hasty.read(SLIP, ENGLISH)).isInstanceOf(ReadingTooLong.class);
        }
    }

    @Test
    void namesThePackageOfALanguageThatIsMissing() {
        assertThatThrownBy(() -> recognizer.read(SLIP, new Ocr(List.of("eng", "xyz_vert"), 3)))
                .isInstanceOf(MissingLanguage.class)
                .hasMessageContaining("'xyz_vert'")
                .hasMessageContaining("install the package tesseract-ocr-xyz-vert");
    }

    @Test
    void magnifiesSmallTextAndBoundsLargePictures() {
        try (Image huge = Image.of(8000, 8000, 1, new byte[64_000_000])) {
            assertThat(TextRecognizer.scale(huge)).isEqualTo(0.5);
        }
    }

    @ParameterizedTest
    @CsvSource({"phototest, 0.99", "eurotext, 0.9"})
    void readsTesseractsOwnPages(String page, double wordsFound) throws IOException {
        byte[] image = Files.readAllBytes(Pages.shared("ocr-tesseract/" + page + ".png"));
        List<String> truth = words(Files.readString(Pages.shared("ocr-tesseract/" + page + ".txt")));
        List<String> read = words(String.join(
                "\n",
                recognizer.read(image, ENGLISH).stream().map(TextLine::text).toList()));
        List<String> missed = new ArrayList<>(truth);
        read.forEach(missed::remove);
        assertThat(1 - (double) missed.size() / truth.size())
                .as("part of the words that was found, all but %s", missed)
                .isGreaterThanOrEqualTo(wordsFound);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() > 1)
                .toList();
    }
}
