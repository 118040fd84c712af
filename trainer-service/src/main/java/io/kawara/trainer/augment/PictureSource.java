package io.kawara.trainer.augment;

import io.kawara.serving.ImageInput;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.recipe.AugmentKeys;
import io.kawara.trainer.training.Batch;
import io.kawara.trainer.training.BatchSource;
import java.io.IOException;
import java.util.List;

/** Batches of pictures, augmented. Holds all pictures in memory. */
public final class PictureSource implements BatchSource {
    /** How much larger pictures are kept that will be cropped, so that enlarging a crop loses little. */
    private static final double RESERVE = 1.15;

    private final List<byte[]> pictures;
    private final int width;
    private final int height;
    private final Targets targets;
    private final ImageInput input;
    private final PictureAugmentation augmentation;
    private final boolean changes;
    private final long seed;

    public PictureSource(DataSet data, ImageInput input, AugmentKeys keys, long seed) throws IOException {
        double scale = keys.crop() < 1 ? RESERVE : 1;
        this.width = (int) Math.round(input.width() * scale);
        this.height = (int) Math.round(input.height() * scale);
        this.pictures = Pictures.at(data, input, width, height);
        this.targets = new Targets(data);
        this.input = input;
        this.augmentation = new PictureAugmentation(keys, input);
        this.changes = keys.changesPictures();
        this.seed = seed;
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public Batch batch(int epoch, int number, int[] indices) {
        var pixels = new byte[indices.length * input.size()];
        for (int i = 0; i < indices.length; i++) {
            var picture = pictures.get(indices[i]);
            if (changes) {
                var random = Draw.of(seed, epoch, indices[i]);
                augmentation.apply(picture, width, height, random, pixels, i * input.size());
            } else {
                System.arraycopy(picture, 0, pixels, i * input.size(), input.size());
            }
        }
        var images = new Input.Images(pixels, indices.length, input.height(), input.width(), input.channels());
        return new Batch(images, targets.of(indices), targets.weights(indices));
    }
}
