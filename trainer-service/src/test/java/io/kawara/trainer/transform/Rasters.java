package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.AugmentKeys;
import io.kawara.trainer.recipe.StrictYaml;
import java.util.List;
import java.util.SplittableRandom;

/** Small pictures and steps to try on them. */
final class Rasters {
    /** 6 x 4, grey; PIL 12.3 was given the same. */
    static final Raster SLOPE = grey(6, 4, slope());

    /** 16 x 12, RGB, every pixel different. */
    static final Raster COLOURS = colours(16, 12);

    static Raster grey(int width, int height, int... levels) {
        return raster(width, height, 1, levels);
    }

    static Raster rgb(int width, int height, int... levels) {
        return raster(width, height, 3, levels);
    }

    static int[] levels(Raster picture) {
        var levels = new int[picture.pixels().length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = picture.pixels()[i] & 255;
        }
        return levels;
    }

    /** A step as a recipe has it. */
    static Step step(String yaml) {
        var keys = StrictYaml.parse("steps: [" + yaml + "]", "recipe.yaml", AugmentKeys.class, List.of());
        return keys.steps().get(0);
    }

    /** What a step makes of a picture of the model's size. */
    static Raster after(String yaml, Raster picture, long seed) {
        return ((PictureStep) step(yaml)).apply(picture, picture.size(), new SplittableRandom(seed));
    }

    private static Raster raster(int width, int height, int channels, int... levels) {
        var pixels = new byte[levels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) levels[i];
        }
        return new Raster(width, height, channels, pixels);
    }

    private static int[] slope() {
        var levels = new int[24];
        for (int i = 0; i < levels.length; i++) {
            int x = i % 6;
            int y = i / 6;
            levels[i] = (x * 37 + y * 53 + x * y * 11) % 256;
        }
        return levels;
    }

    private static Raster colours(int width, int height) {
        var levels = new int[width * height * 3];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (i * 29 + i / 48 * 7) % 256;
        }
        return rgb(width, height, levels);
    }

    private Rasters() {}
}
