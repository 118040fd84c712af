package io.kawara.trainer.data;

import io.kawara.serving.ImageInput;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.recipe.SplitKeys;
import io.kawara.vision.Image;
import io.kawara.vision.Resize;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * What a data set is like, before anybody trains on it.
 *
 * @param labels how many rows have each, in the order of the model's outputs
 * @param widths of the pictures, upright, in pixels; null where the model reads words
 * @param heights likewise
 * @param characters of the rows' words; null where the model looks at pictures
 * @param pixels of the pictures as the recipe's model sees them; null where it reads words
 * @param repeated rows that are the same item, by their ids
 * @param leaks pairs of rows by which a training would know what it is measured on, if equal items were dealt like others
 */
public record Statistics(
        int rows,
        Map<String, Integer> labels,
        Spread widths,
        Spread heights,
        Spread characters,
        PixelStatistics pixels,
        List<List<String>> repeated,
        List<String> leaks) {
    /** The least, the middle and the greatest of some numbers. */
    public record Spread(int least, int median, int greatest) {
        static Spread of(int[] numbers) {
            int[] sorted = numbers.clone();
            Arrays.sort(sorted);
            return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
        }
    }

    /**
     * Looks at every row.
     *
     * @param progress hears how many pictures were looked at
     */
    public static Statistics of(DataSet data, Recipe recipe, IntConsumer progress) throws IOException {
        var contents = Contents.of(data);
        var repeated = contents.repeated().stream()
                .map(same ->
                        same.stream().map(place -> data.rows().get(place).id()).toList())
                .toList();
        var leaks = leaks(data, recipe.split(), contents);
        if (!recipe.forImages()) {
            int[] characters = data.words().stream()
                    .mapToInt(words -> words.codePointCount(0, words.length()))
                    .toArray();
            return new Statistics(data.size(), counts(data), null, null, Spread.of(characters), null, repeated, leaks);
        }
        var input = recipe.input().card();
        var pixels = new PixelStatistics(input.channels());
        int[] widths = new int[data.size()];
        int[] heights = new int[data.size()];
        for (int row = 0; row < data.size(); row++) {
            try (Image picture = data.rows().get(row).image().decoded()) {
                widths[row] = picture.width();
                heights[row] = picture.height();
                add(picture, input, pixels);
            }
            progress.accept(row + 1);
        }
        return new Statistics(
                data.size(), counts(data), Spread.of(widths), Spread.of(heights), null, pixels, repeated, leaks);
    }

    private static void add(Image picture, ImageInput input, PixelStatistics pixels) {
        try (Image sized = picture.resized(
                        input.width(),
                        input.height(),
                        Resize.valueOf(input.resize().name()));
                Image coloured = input.channels() == 1 ? sized.toGray() : sized.toRgb()) {
            pixels.add(coloured);
        }
    }

    private static Map<String, Integer> counts(DataSet data) {
        var place = data.places();
        Map<String, Integer> counts = new TreeMap<>(Comparator.comparing(place::get));
        data.labels().forEach(label -> counts.put(label, 0));
        data.rows().forEach(row -> row.labels().forEach(label -> counts.merge(label, 1, Integer::sum)));
        return counts;
    }

    /** As the recipe would deal if it did not look for equal items. */
    private static List<String> leaks(DataSet data, SplitKeys keys, Contents contents) throws IOException {
        var split = keys.file() != null
                ? SplitFile.read(data.file(keys.file(), "split.file"), data)
                : new Dealing(data, keys.withDuplicates(SplitKeys.Duplicates.IGNORE), contents).split();
        return new LeakCheck(data, split, contents).items();
    }
}
