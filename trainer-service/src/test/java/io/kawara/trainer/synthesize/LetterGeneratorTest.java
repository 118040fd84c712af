package io.kawara.trainer.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.recipe.LetterKeys;
import io.kawara.trainer.recipe.StrictYaml;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LetterGeneratorTest {
    /** No noise, and letters as large as their glyphs, upright or not, neither faint nor thick. */
    private static final String PLAIN =
            "{noise: none, scale: [1, 1], faint: 0, dilate: 0, letters: [1, 1], canvas: 64}";

    @Test
    void drawsTheSamePictureForASeedAndNumberWhateverCameBefore() {
        var later = generator("{}", 64, 3);
        later.draw(0);

        assertThat(later.draw(5).pixels())
                .isEqualTo(generator("{}", 64, 3).draw(5).pixels());
        assertThat(later.draw(5).placed())
                .isEqualTo(generator("{}", 64, 3).draw(5).placed());
        assertThat(later.draw(6).pixels()).isNotEqualTo(later.draw(5).pixels());
        assertThat(generator("{}", 64, 4).draw(5).pixels())
                .isNotEqualTo(later.draw(5).pixels());
    }

    @Test
    void holdsTenToFourteenDifferentLettersInTheAlphabetsOrder() {
        var generator = generator("{}", 32, 1);
        var counts = new TreeSet<Integer>();
        for (int number = 0; number < 100; number++) {
            var letters = generator.draw(number).placed().stream()
                    .map(LetterPicture.Placed::letter)
                    .toList();
            assertThat(letters).isSorted().doesNotHaveDuplicates();
            counts.add(letters.size());
        }

        assertThat(counts).containsExactly(10, 11, 12, 13, 14);
    }

    @Test
    void answersWithAOneForEachLetterThatIsThere() {
        var picture = generator("{letters: [3, 3]}", 64, 1).draw(0);

        assertThat(Arrays.stream(picture.answers()).sum()).isEqualTo(3);
        assertThat(picture.placed())
                .allSatisfy(
                        letter -> assertThat(picture.answers()[letter.letter()]).isOne());
    }

    @Test
    void noiseReachesWhiteAndBlackAndAveragesBetweenThem() {
        var pixels = generator("{faint: 1, faintness: [0, 0]}", 256, 1).draw(0).pixels();
        var levels = new HashSet<Byte>();
        double sum = 0;
        for (byte pixel : pixels) {
            levels.add(pixel);
            sum += pixel & 255;
        }

        assertThat(levels).hasSize(256);
        assertThat(sum / pixels.length).isCloseTo(127.5, within(1.0));
    }

    @Test
    void gaussianNoiseHasTheMeanAndDeviationOfUniformNoise() {
        var pixels = generator("{faint: 1, faintness: [0, 0], noise: gaussian, noiseLevel: 200}", 256, 1)
                .draw(0)
                .pixels();
        double sum = 0;
        double squares = 0;
        for (byte pixel : pixels) {
            sum += pixel & 255;
            squares += (pixel & 255) * (pixel & 255);
        }
        double mean = sum / pixels.length;

        assertThat(mean).isCloseTo(100, within(1.5)); // a little is clipped at black
        assertThat(Math.sqrt(squares / pixels.length - mean * mean)).isCloseTo(200 / Math.sqrt(12), within(3.0));
    }

    @Test
    void lettersAddToTheNoiseAndTheSumIsClippedAtWhite() {
        // Every glyph is a full square: under it nothing darker than its own grey remains.
        var keys = "{letters: [26, 26], canvas: 64, scale: [1, 1], faint: 1, faintness: [0.5, 0.5], dilate: 0}";
        var pixels = generator(keys, 64, 1).draw(0).pixels();
        int white = 0;
        for (byte pixel : pixels) {
            white += (pixel & 255) == 255 ? 1 : 0;
        }

        // 26 squares of a fifth of the canvas: nearly every pixel lies under two of them, whose halves sum up to white.
        assertThat(white).isGreaterThan(pixels.length / 2);
    }

    @Test
    void saysWhereALetterIs() {
        var generator = generator(PLAIN, 64, 7);
        for (int number = 0; number < 20; number++) {
            var picture = generator.draw(number);
            double weight = 0;
            double x = 0;
            double y = 0;
            for (int at = 0; at < picture.pixels().length; at++) {
                int ink = picture.pixels()[at] & 255;
                weight += ink;
                x += ink * (at % 64 + 0.5);
                y += ink * (Math.floorDiv(at, 64) + 0.5);
            }

            assertThat(x / weight / 64).isCloseTo(picture.placed().get(0).x(), within(0.01));
            assertThat(y / weight / 64).isCloseTo(picture.placed().get(0).y(), within(0.01));
        }
    }

    @Test
    void aLetterIsAsLargeAsItsScaleSays() {
        double one = ink(generator(PLAIN, 64, 1).draw(0));
        double two = ink(generator(PLAIN.replace("scale: [1, 1]", "scale: [1.4, 1.4]"), 64, 1)
                .draw(0));

        assertThat(one).isCloseTo(255.0 * 28 * 28, within(0.03 * one));
        assertThat(two / one).isCloseTo(1.4 * 1.4, within(0.05));
    }

    @Test
    void dilationThickensByTheKernelInCanvasPixels() {
        var line = new int[9 * 9];
        for (int y = 0; y < 9; y++) {
            line[y * 9 + 4] = 200;
        }
        var thick = new Stamp(9, 9, line).dilated(3);

        assertThat(thick.width()).isEqualTo(11);
        assertThat(thick.height()).isEqualTo(11);
        for (int y = 0; y < 11; y++) {
            for (int x = 0; x < 11; x++) {
                assertThat(thick.ink()[y * 11 + x]).isEqualTo(x >= 4 && x <= 6 ? 200 : 0);
            }
        }
    }

    @Test
    void aThickenedLetterOfEveryScaleHoldsMoreInk() {
        for (var scale : List.of("[1, 1]", "[1.4, 1.4]")) {
            var keys = PLAIN.replace("[1, 1], faint", scale + ", faint");
            double thin = ink(generator(keys, 64, 2).draw(0));
            double thick =
                    ink(generator(keys.replace("dilate: 0", "dilate: 1"), 64, 2).draw(0));

            assertThat(thick).isGreaterThan(1.03 * thin);
        }
    }

    @Test
    void stretchAndSlantDistortAndChangeNoOtherDraw() {
        var plain = generator(PLAIN, 64, 2).draw(3);
        var leaning = generator(PLAIN.replace("{", "{slant: 15, stretch: 1.2, "), 64, 2)
                .draw(3);

        assertThat(leaning.placed())
                .extracting(LetterPicture.Placed::letter)
                .containsExactlyElementsOf(plain.placed().stream()
                        .map(LetterPicture.Placed::letter)
                        .toList());
        assertThat(leaning.pixels()).isNotEqualTo(plain.pixels());
        assertThat(ink(leaning)).isCloseTo(ink(plain), within(0.03 * ink(plain))); // both keep the area
    }

    @Test
    void aSmallerPictureIsTheMeanOfTheCanvas() {
        var whole = generator("{}", 256, 5).draw(1).pixels();
        var half = generator("{}", 128, 5).draw(1).pixels();

        for (int y = 0; y < 128; y++) {
            for (int x = 0; x < 128; x++) {
                int at = 2 * y * 256 + 2 * x;
                int sum = (whole[at] & 255) + (whole[at + 1] & 255) + (whole[at + 256] & 255) + (whole[at + 257] & 255);
                assertThat(half[y * 128 + x] & 255).isEqualTo((sum + 2) / 4);
            }
        }
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThatThrownBy(() -> generator("{}", 100, 1))
                .hasMessageContaining("256")
                .hasMessageContaining("100");
        assertThatThrownBy(() -> generator("{letters: [14, 10]}", 128, 1)).hasMessageContaining("'letters'");
        assertThatThrownBy(() -> generator("{canvas: 64}", 64, 1)).hasMessageContaining("'canvas' is from");
        assertThatThrownBy(() -> new LetterGenerator(few(), LetterKeys.defaults(), 128, 1))
                .hasMessageContaining("14")
                .hasMessageContaining("3");
    }

    private static double ink(LetterPicture picture) {
        double ink = 0;
        for (byte pixel : picture.pixels()) {
            ink += pixel & 255;
        }
        return ink;
    }

    private static LetterGenerator generator(String keys, int size, long seed) {
        return new LetterGenerator(squares(), StrictYaml.parse(keys, "test", LetterKeys.class, List.of()), size, seed);
    }

    /** Each letter a full square, one of them a pixel greyer than the other. */
    private static Glyphs squares() {
        var glyphs = new Glyphs.Builder();
        for (int letter = 0; letter < Glyphs.LETTERS; letter++) {
            for (int level : new int[] {255, 254}) {
                var pixels = new byte[Glyphs.SIDE * Glyphs.SIDE];
                Arrays.fill(pixels, (byte) level);
                glyphs.add(letter, pixels);
            }
        }
        return glyphs.build();
    }

    private static Glyphs few() {
        var glyphs = new Glyphs.Builder();
        var random = new SplittableRandom(1);
        for (int letter : new int[] {0, 4, 21}) {
            var pixels = new byte[Glyphs.SIDE * Glyphs.SIDE];
            random.nextBytes(pixels);
            glyphs.add(letter, pixels);
        }
        return glyphs.build();
    }
}
