package io.kawara.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.serving.ImageInput;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.recipe.LetterKeys;
import io.kawara.trainer.recipe.StrictYaml;
import io.kawara.trainer.synthesize.DrawnGlyphs;
import io.kawara.trainer.synthesize.Glyphs;
import io.kawara.trainer.synthesize.LetterGenerator;
import io.kawara.trainer.zoo.SpottingCnn;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterSourceTest {
    private static final int SIZE = 64;
    private static final int MAP = SpottingCnn.places(SIZE);
    private static final ImageInput GREY = new ImageInput(SIZE, SIZE, 1, ImageInput.Resize.STRETCH);

    @Test
    void theSameBatchIsMadeWhoeverAsksAndWhenever() {
        var one = new LetterSource(generator("{}"), GREY, 10, true, true, 3);
        var other = new LetterSource(generator("{}"), GREY, 10, true, true, 3);
        other.batch(1, 0, new int[] {7, 2, 9});

        var batch = one.batch(2, 1, new int[] {2, 7});
        var again = other.batch(2, 1, new int[] {2, 7});
        assertThat(pixels(batch.input())).isEqualTo(pixels(again.input()));
        assertThat(batch.targets()).isEqualTo(again.targets());
    }

    @Test
    void aPictureIsTurnedEveryWayInSomeEpoch() {
        var source = new LetterSource(generator("{}"), GREY, 1, false, true, 3);
        var seen = new HashSet<Integer>();
        for (int epoch = 1; epoch <= 30; epoch++) {
            seen.add(
                    Arrays.hashCode(pixels(source.batch(epoch, 0, new int[] {0}).input())));
        }

        assertThat(seen).hasSize(4);
    }

    @Test
    void answersWhichLettersAreThere() {
        var generator = generator("{}");
        var batch = new LetterSource(generator, GREY, 3, false, false, 0).batch(1, 0, new int[] {2, 0});

        assertThat(batch.targets()).hasSize(2 * Glyphs.LETTERS);
        for (int letter = 0; letter < Glyphs.LETTERS; letter++) {
            assertThat(batch.targets()[letter]).isEqualTo(generator.draw(2).answers()[letter]);
        }
        assertThat(pixels(batch.input())).startsWith(generator.draw(2).pixels());
    }

    @Test
    void aPlaceTurnsWithItsPicture() {
        // One bright letter on black: its places in the map are around where the ink is.
        var source = new LetterSource(
                generator("{noise: none, letters: [1, 1], canvas: 64, scale: [0.3, 0.3], faint: 0, dilate: 0}"),
                GREY,
                40,
                true,
                true,
                5);
        for (int picture = 0; picture < 40; picture++) {
            var batch = source.batch(1, 0, new int[] {picture});
            double sum = 0;
            double x = 0;
            double y = 0;
            for (int i = 0; i < batch.targets().length; i++) {
                double share = batch.targets()[i];
                sum += share;
                x += share * (i % MAP + 0.5);
                y += share * (Math.floorDiv(i % (MAP * MAP), MAP) + 0.5);
            }
            var ink = pixels(batch.input());
            double weight = 0;
            double right = 0;
            double down = 0;
            for (int i = 0; i < ink.length; i++) {
                weight += ink[i] & 255;
                right += (ink[i] & 255) * (i % SIZE + 0.5);
                down += (ink[i] & 255) * (Math.floorDiv(i, SIZE) + 0.5);
            }

            assertThat(sum).isCloseTo(1, within(1e-6));
            assertThat(x * SpottingCnn.STRIDE).isCloseTo(right / weight, within(1.0));
            assertThat(y * SpottingCnn.STRIDE).isCloseTo(down / weight, within(1.0));
        }
    }

    @Test
    void aModelOfColoursGetsGreyOnes() {
        var colour = new ImageInput(SIZE, SIZE, 3, ImageInput.Resize.STRETCH);
        var grey = pixels(new LetterSource(generator("{}"), GREY, 1, false, false, 0)
                .batch(1, 0, new int[] {0})
                .input());
        var rgb = pixels(new LetterSource(generator("{}"), colour, 1, false, false, 0)
                .batch(1, 0, new int[] {0})
                .input());

        assertThat(rgb).hasSize(3 * grey.length);
        for (int i = 0; i < rgb.length; i++) {
            assertThat(rgb[i]).isEqualTo(grey[i / 3]);
        }
    }

    private static byte[] pixels(Input input) {
        return ((Input.Images) input).pixels();
    }

    private static LetterGenerator generator(String keys) {
        return new LetterGenerator(
                DrawnGlyphs.of(1), StrictYaml.parse(keys, "test", LetterKeys.class, List.of()), SIZE, 1);
    }
}
