package io.kawara.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.serving.ImageInput;
import io.kawara.trainer.transform.BatchRandomErasing;
import io.kawara.trainer.transform.BatchStep;
import io.kawara.trainer.transform.HorizontalFlip;
import io.kawara.trainer.transform.Icap;
import io.kawara.trainer.transform.Mixup;
import io.kawara.trainer.transform.PictureBatch;
import io.kawara.trainer.transform.Raster;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final int BATCHES = 1000;

    /** The seed this comes from stopped mixing for the rest of an epoch at the first batch that was not drawn. */
    @Test
    void mixesAsManyBatchesOfAnEpochAsItSays() {
        assertThat(changed(new Icap(0.5, 1), 1)).isBetween(450, 550);
        assertThat(changed(new Icap(0.5, 1), 2)).isBetween(450, 550);
        assertThat(changed(new Mixup(0.1, 0.4), 1)).isBetween(70, 130);
    }

    @Test
    void drawsForABatchByItsNumber() {
        var step = new Mixing(List.of(new Icap(1, 1)));
        var once = step.apply(batch(), Draw.ofBatch(1, 1, 7));

        assertThat(step.apply(batch(), Draw.ofBatch(1, 1, 7)).targets()).isEqualTo(once.targets());
        assertThat(step.apply(batch(), Draw.ofBatch(1, 1, 8)).targets()).isNotEqualTo(once.targets());
    }

    @Test
    void erasesPicturesNotBatches() {
        var never = new Mixing(List.of(new BatchRandomErasing(0, List.of(0.1), List.of(1.0), "0", List.of(0.0))));

        assertThat(never.apply(batch(), Draw.ofBatch(1, 1, 1)).pixels()).isEqualTo(batch().pixels());
    }

    @Test
    void appliesAStepAsOftenAsItSays() {
        var flip =
                new Augmentation(List.of(new HorizontalFlip(0.3)), new ImageInput(2, 1, 1, ImageInput.Resize.STRETCH));
        var picture = new Raster(2, 1, 1, new byte[] {1, 2});
        long flipped = IntStream.range(0, 5000)
                .filter(row -> flip.apply(picture, Draw.ofRow(3, 1, row / 32, row % 32))
                                .pixels()[0]
                        == 2)
                .count();

        assertThat(flipped).isBetween(1400L, 1600L);
    }

    private static int changed(BatchStep step, int epoch) {
        var mixing = new Mixing(List.of(step));
        int changed = 0;
        for (int number = 0; number < BATCHES; number++) {
            var mixed = mixing.apply(batch(), Draw.ofBatch(42, epoch, number));
            changed += Arrays.equals(mixed.targets(), batch().targets()) ? 0 : 1;
        }
        return changed;
    }

    private static PictureBatch batch() {
        var pixels = new byte[8 * 16];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i + 1);
        }
        var targets = new float[64];
        for (int i = 0; i < 8; i++) {
            targets[i * 8 + i] = 1;
        }
        return new PictureBatch(8, 4, 4, 1, pixels, targets, null);
    }
}
