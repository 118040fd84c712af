package io.kawara.trainer.recipe;

import java.util.List;

/**
 * The parts of pages that a detector is shown in training.
 *
 * @param size pixels of both sides, a multiple of 32
 * @param scale from which to which size pages are shown, 1 being that of {@code page.longSide}; drawn evenly between the logarithms
 * @param stretch by how much the sides may differ in scale, e.g. 1.2; 1 for not at all
 * @param visible the share of a box's area that must lie in the crop: it is learnt as far as it does. Where less of it lies there, nothing is learnt
 * @param memory how many MiB of decoded pages are kept; the rest is decoded anew for every crop
 */
public record CropKeys(
        @Default("512") int size,
        @Default("[0.7, 1.4]") List<Double> scale,
        @Default("1.15") double stretch,
        @Default("0.5") double visible,
        @Default("2048") int memory) {
    private static final int STEP = 32;

    public CropKeys {
        if (size < STEP || size % STEP != 0) {
            throw new IllegalArgumentException("'crops.size' is a multiple of 32: " + size);
        }
        requireRange("crops.scale", scale);
        if (!(stretch >= 1) || !(visible > 0 && visible <= 1) || memory < 0) {
            throw new IllegalArgumentException(
                    "'crops.stretch' is at least 1, 'crops.visible' in (0,1], 'crops.memory' at least 0");
        }
    }

    static void requireRange(String key, List<Double> scale) {
        if (scale.size() != 2 || !(scale.get(0) >= 0.05 && scale.get(0) <= scale.get(1) && scale.get(1) <= 20)) {
            throw new IllegalArgumentException(
                    "'" + key + "' is two sizes from 0.05 to 20, the smaller first, e.g. [0.7, 1.4]: " + scale);
        }
    }
}
