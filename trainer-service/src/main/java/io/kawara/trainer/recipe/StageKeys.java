package io.kawara.trainer.recipe;

import java.util.ArrayList;
import java.util.List;

/**
 * An easier stage before a recipe's main training: the recipe itself, but for what is given here. Stages follow one another, each from the weights of the
 * one before, each with a schedule of its own (Bengio et al., Curriculum Learning, 2009). The main training, as the rest of the recipe says, comes last.
 *
 * @param epochs of this stage
 * @param size pixels of both sides of its pictures; the architecture must take any size
 * @param learningRate the greatest one of its schedule
 * @param batchSize its examples in a step
 * @param pictures glyphs only: how many different pictures are drawn for it
 * @param letters glyphs only: the least and the greatest number of letters in a picture
 * @param canvas glyphs only: pixels of both sides while drawing; fewer letters on a smaller canvas are as crowded, but cost less and say more of each place
 * @param noiseLevel glyphs only: the noise's greatest grey level
 * @param faint glyphs only: the share of letters that are drawn faintly
 * @param places glyphs only: whether it learns at which place each letter is, which the generator knows, and not just that it is somewhere; for {@code
 *     spotting-cnn}
 */
public record StageKeys(
        int epochs,
        @Default("null") Integer size,
        @Default("null") Double learningRate,
        @Default("null") Integer batchSize,
        @Default("null") Integer pictures,
        @Default("[]") List<Integer> letters,
        @Default("null") Integer canvas,
        @Default("null") Integer noiseLevel,
        @Default("null") Double faint,
        @Default("false") boolean places) {
    /** The architecture's option by which its output is a map of places. */
    public static final String PLACES = "places";

    boolean needsGlyphs() {
        return pictures != null
                || !letters.isEmpty()
                || canvas != null
                || noiseLevel != null
                || faint != null
                || places;
    }

    /** What it says against the recipe, as settings of the command line. */
    List<String> settings() {
        var settings = new ArrayList<String>();
        add(settings, "train.epochs", epochs);
        add(settings, "input.width", size);
        add(settings, "input.height", size);
        add(settings, "optimizer.learningRate", learningRate);
        add(settings, "train.batchSize", batchSize);
        add(settings, "data.glyphs.pictures", pictures);
        add(settings, "data.glyphs.letters.letters", letters.isEmpty() ? null : letters);
        add(settings, "data.glyphs.letters.canvas", canvas);
        add(settings, "data.glyphs.letters.noiseLevel", noiseLevel);
        add(settings, "data.glyphs.letters.faint", faint);
        add(settings, "options." + PLACES, places ? true : null);
        return settings;
    }

    private static void add(List<String> settings, String key, Object value) {
        if (value != null) {
            settings.add(key + "=" + value);
        }
    }
}
