package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.List;
import java.util.SplittableRandom;

/**
 * {@link RandomErasing} of each picture of a batch after it was mixed.
 *
 * @param probability how many of the pictures
 * @param area the rectangle's share of the area, from and to
 * @param ratio its height over its width, from and to, drawn evenly
 * @param fill a level from 0 to 255, {@code mean} (the picture's own) or {@code noise}
 * @param noise the levels that noise is drawn from
 */
public record BatchRandomErasing(
        @Default("0.5") double probability,
        @Default("[0.02, 0.4]") List<Double> area,
        @Default("[0.3, 3.3333333333]") List<Double> ratio,
        @Default("noise") String fill,
        @Default("[0, 255]") List<Double> noise)
        implements BatchStep {
    public BatchRandomErasing {
        var each = new RandomErasing(probability, area, ratio, fill, noise);
        area = each.area();
        ratio = each.ratio();
        noise = each.noise();
    }

    @Override
    public boolean drawsForEachPicture() {
        return true;
    }

    @Override
    public PictureBatch apply(PictureBatch batch, SplittableRandom random) {
        var each = new RandomErasing(probability, area, ratio, fill, noise);
        var size = new Size(batch.width(), batch.height());
        int bytes = batch.pictureSize();
        byte[] erased = batch.pixels().clone();
        for (int i = 0; i < batch.count(); i++) {
            var own = random.split();
            if (own.nextDouble() < probability) {
                var pixels = java.util.Arrays.copyOfRange(erased, i * bytes, (i + 1) * bytes);
                var picture = new Raster(batch.width(), batch.height(), batch.channels(), pixels);
                System.arraycopy(each.apply(picture, size, own).pixels(), 0, erased, i * bytes, bytes);
            }
        }
        return batch.with(erased);
    }
}
