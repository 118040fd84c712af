package io.kawara.trainer.recipe;

import io.kawara.serving.ImageInput;

/**
 * What an image model sees.
 *
 * @param size pixels of both sides
 * @param width pixels, where the sides differ
 * @param height likewise
 * @param channels 3 (RGB) or 1 (grey)
 */
public record ImageKeys(
        @Default("0") int size,
        @Default("0") int width,
        @Default("0") int height,
        @Default("3") int channels,
        @Default("stretch") ImageInput.Resize resize) {
    public ImageKeys {
        if (size > 0 ? width != 0 || height != 0 : width < 1 || height < 1) {
            throw new IllegalArgumentException("'input' needs either 'size' or 'width' and 'height'");
        }
        width = size > 0 ? size : width;
        height = size > 0 ? size : height;
        size = 0; // said by the other two, so that equal recipes are equal
    }

    public ImageInput card() {
        return new ImageInput(width, height, channels, resize);
    }
}
