package io.kawara.trainer.augment;

import io.kawara.serving.ImageInput;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.recipe.AugmentKeys;
import io.kawara.trainer.training.Batch;
import io.kawara.trainer.training.BatchSource;
import io.kawara.trainer.transform.PictureBatch;
import java.io.IOException;

/**
 * Batches of pictures, changed one by one and then mixed. Pictures are decoded by the threads that make batches, and kept as far as the recipe's memory (and
 * half of Java's own) goes.
 */
public final class PictureSource implements BatchSource {
    private static final long MIB = 1 << 20;

    private final KeptPictures pictures;
    private final Targets targets;
    private final ImageInput input;
    private final Augmentation augmentation;
    private final Mixing mixing;
    private final long seed;

    public PictureSource(DataSet data, ImageInput input, AugmentKeys keys, long seed) {
        int width = (int) Math.round(input.width() * keys.scale());
        int height = (int) Math.round(input.height() * keys.scale());
        long memory = Math.min(keys.memory() * MIB, Runtime.getRuntime().maxMemory() / 2);
        this.pictures = new KeptPictures(data, input, width, height, memory);
        this.targets = new Targets(data);
        this.input = input;
        this.augmentation = new Augmentation(keys.pictures(), input);
        this.mixing = new Mixing(keys.batches());
        this.seed = seed;
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public Batch batch(int epoch, int number, int[] indices) throws IOException {
        int count = indices.length;
        var pixels = new byte[count * input.size()];
        for (int i = 0; i < count; i++) {
            var picture = augmentation.apply(pictures.at(indices[i]), Draw.ofRow(seed, epoch, number, i));
            System.arraycopy(picture.pixels(), 0, pixels, i * input.size(), input.size());
        }
        var mixed = mixing.apply(
                new PictureBatch(
                        count,
                        input.width(),
                        input.height(),
                        input.channels(),
                        pixels,
                        targets.of(indices),
                        targets.weights(indices)),
                Draw.ofBatch(seed, epoch, number));
        var images = new Input.Images(mixed.pixels(), count, input.height(), input.width(), input.channels());
        return new Batch(images, mixed.targets(), mixed.weights());
    }
}
