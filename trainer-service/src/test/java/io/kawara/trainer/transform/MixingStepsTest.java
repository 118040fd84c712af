package io.kawara.trainer.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MixingStepsTest {
    private static final int COUNT = 4;
    private static final int WIDTH = 8;
    private static final int HEIGHT = 6;
    private static final List<BatchStep> ALL =
            List.of(new Mixup(1, 0.4), new Cutmix(1, 1), new Ricap(1, 0.3), new Icap(1, 1));

    /** Picture i is all of level 60 i, and the only one of class i. */
    private static PictureBatch batch(float[] weights) {
        var pixels = new byte[COUNT * WIDTH * HEIGHT];
        var targets = new float[COUNT * COUNT];
        for (int i = 0; i < COUNT; i++) {
            Arrays.fill(pixels, i * WIDTH * HEIGHT, (i + 1) * WIDTH * HEIGHT, (byte) (60 * i));
            targets[i * COUNT + i] = 1;
        }
        return new PictureBatch(COUNT, WIDTH, HEIGHT, 1, pixels, targets, weights);
    }

    @Test
    void answersWhatIsSeenByItsShare() {
        for (BatchStep step : ALL) {
            for (int seed = 0; seed < 40; seed++) {
                var mixed = step.apply(batch(null), new SplittableRandom(seed));
                for (int i = 0; i < COUNT; i++) {
                    double answered = 0;
                    double sum = 0;
                    for (int c = 0; c < COUNT; c++) {
                        answered += 60 * c * mixed.targets()[i * COUNT + c];
                        sum += mixed.targets()[i * COUNT + c];
                    }
                    assertThat(sum).isCloseTo(1, within(1e-6));
                    assertThat(mean(mixed, i)).as("%s, seed %d", step, seed).isCloseTo(answered, within(0.51));
                }
            }
        }
    }

    @Test
    void mixesWholeBatchesByOneShare() {
        var mixed = Mixup.blended(batch(null), 0.75, new int[] {1, 0, 3, 2});

        assertThat(mixed.pixels()[0]).isEqualTo((byte) 15);
        assertThat(mixed.pixels()[WIDTH * HEIGHT]).isEqualTo((byte) 45);
        assertThat(Arrays.copyOf(mixed.targets(), 8)).containsExactly(0.75f, 0.25f, 0, 0, 0.25f, 0.75f, 0, 0);
    }

    @Test
    void icapKeepsEveryPixelAtItsPlace() {
        var ramps = ramps();
        for (int seed = 0; seed < 20; seed++) {
            var icap = new Icap(1, 1).apply(ramps, new SplittableRandom(seed)).pixels();
            for (int at = 0; at < icap.length; at++) {
                assertThat(icap[at] % 48).isEqualTo(at % 48);
            }
        }
        var ricap = new Ricap(1, 1).apply(ramps, new SplittableRandom(1)).pixels();
        assertThat(Arrays.equals(
                        ricap,
                        new Icap(1, 1).apply(ramps, new SplittableRandom(1)).pixels()))
                .isFalse();
    }

    @Test
    void weighsWhatIsSeenByTheRowsWeights() {
        var weighted = batch(new float[] {1, 3, 0, 0});
        var mixed = Mixup.blended(weighted, 0.5, new int[] {1, 0, 3, 2});

        // The loss of row 0 is half of class 0 at weight 1 and half of class 1 at weight 3.
        assertThat(mixed.weights()).containsExactly(2, 2, 0, 0);
        assertThat(Arrays.copyOf(mixed.targets(), 4)).containsExactly(0.25f, 0.75f, 0, 0);
    }

    @Test
    void leavesTheBatchItWasGivenAlone() {
        for (BatchStep step : ALL) {
            var batch = batch(null);
            step.apply(batch, new SplittableRandom(1));
            assertThat(batch.pixels()).isEqualTo(batch(null).pixels());
            assertThat(batch.targets()).isEqualTo(batch(null).targets());
        }
    }

    @Test
    void drawsSharesOfTheBetaDistribution() {
        for (double alpha : new double[] {0.2, 0.4, 1, 2}) {
            var random = new SplittableRandom(9);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 20_000; i++) {
                double share = Chance.beta(alpha, random);
                sum += share;
                squares += (share - 0.5) * (share - 0.5);
            }
            assertThat(sum / 20_000).isCloseTo(0.5, within(0.01));
            assertThat(squares / 20_000).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.005));
        }
    }

    /** Each pixel's level is its place in its picture, plus 48 for the second one. */
    private static PictureBatch ramps() {
        var pixels = new byte[2 * WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return new PictureBatch(2, WIDTH, HEIGHT, 1, pixels, new float[] {1, 0, 0, 1}, null);
    }

    private static double mean(PictureBatch batch, int row) {
        double sum = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            sum += batch.pixels()[row * WIDTH * HEIGHT + i] & 255;
        }
        return sum / (WIDTH * HEIGHT);
    }
}
