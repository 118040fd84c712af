package io.kawara.trainer.zoo;

/**
 * Images of one size; what becomes of their pixels, {@code (pixel / 255 - mean) / std}, is part of the graph.
 *
 * @param mean and std one for all channels, in [0,1]
 */
public record ImageShape(int height, int width, int channels, float mean, float std) implements InputShape {
    public ImageShape {
        if (height < 1 || width < 1 || (channels != 1 && channels != 3) || !(std > 0)) {
            throw new IllegalArgumentException(
                    "not an image: %d x %d with %d channels, std %s".formatted(height, width, channels, std));
        }
    }

    /** Pixels from -1 to 1. */
    public ImageShape(int height, int width, int channels) {
        this(height, width, channels, 0.5f, 0.5f);
    }
}
