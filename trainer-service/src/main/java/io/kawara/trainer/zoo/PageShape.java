package io.kawara.trainer.zoo;

/**
 * Pages of any size with boxes on them; what becomes of their pixels, {@code (pixel / 255 - mean) / std}, is part of the graph.
 *
 * @param mean and std one for all channels, in [0,1]
 */
public record PageShape(int channels, float mean, float std) implements InputShape {
    public PageShape {
        if ((channels != 1 && channels != 3) || !(std > 0)) {
            throw new IllegalArgumentException("not a page: %d channels, std %s".formatted(channels, std));
        }
    }
}
