package io.kawara.trainer.recipe;

import java.util.List;

/**
 * How pictures of letters strewn over noise are drawn from single glyphs of 28 x 28 pixels. The defaults are those of the pictures known as "dirty
 * MNIST".
 *
 * @param canvas pixels of both sides while drawing; the picture is shrunk from it to the size asked for, which must divide it
 * @param letters the least and the greatest number of different letters in a picture
 * @param noise what the canvas holds before letters are added to it
 * @param noiseLevel the noise's greatest grey level, up to 255
 * @param scale by how much a glyph is enlarged, least and most
 * @param stretch by how much a glyph's sides may differ in scale, e.g. 1.2; 1 for not at all
 * @param slant up to how many degrees a glyph leans, to either side
 * @param faint the share of letters that are drawn faintly
 * @param faintness by what faint letters are multiplied, least and most
 * @param dilate the share of letters whose strokes are thickened
 * @param dilateBy side of the square that thickens them, in canvas pixels, least and most
 */
public record LetterKeys(
        @Default("256") int canvas,
        @Default("[10, 14]") List<Integer> letters,
        @Default("uniform") Noise noise,
        @Default("255") int noiseLevel,
        @Default("[1, 2]") List<Double> scale,
        @Default("1") double stretch,
        @Default("0") double slant,
        @Default("0.3") double faint,
        @Default("[0.3, 0.7]") List<Double> faintness,
        @Default("0.1") double dilate,
        @Default("[2, 4]") List<Integer> dilateBy) {
    private static final int GLYPH = 28;

    /** What the canvas holds before letters are added to it. */
    public enum Noise {
        /** Every level up to the greatest as often. */
        UNIFORM,
        /** Normal, with the mean and deviation that uniform noise has. */
        GAUSSIAN,
        /** Black. */
        NONE
    }

    public LetterKeys {
        letters = range(letters, 1, 26, "letters");
        scale = range(scale, 0.1, 10, "scale");
        faintness = range(faintness, 0, 1, "faintness");
        dilateBy = range(dilateBy, 1, 15, "dilateBy");
        require(noiseLevel >= 0 && noiseLevel <= 255, "'noiseLevel' is from 0 to 255: " + noiseLevel);
        require(stretch >= 1 && stretch <= 2, "'stretch' is from 1 to 2: " + stretch);
        require(slant >= 0 && slant <= 45, "'slant' is from 0 to 45 degrees: " + slant);
        require(faint >= 0 && faint <= 1, "'faint' is a share from 0 to 1: " + faint);
        require(dilate >= 0 && dilate <= 1, "'dilate' is a share from 0 to 1: " + dilate);
        int widest = widest(scale.get(1), stretch, slant) + dilateBy.get(1);
        require(
                canvas >= widest && canvas <= 4096,
                "'canvas' is from " + widest + " pixels, as wide as the greatest letter can be, to 4096: " + canvas);
    }

    /** As dirty MNIST is, with dilation that dilates. */
    public static LetterKeys defaults() {
        return StrictYaml.parse("{}", "defaults", LetterKeys.class, List.of());
    }

    /** The same, glyphs stretched and leaning further. */
    public LetterKeys distorted(double furtherStretch, double furtherSlant) {
        return new LetterKeys(
                canvas,
                letters,
                noise,
                noiseLevel,
                scale,
                stretch * furtherStretch,
                slant + furtherSlant,
                faint,
                faintness,
                dilate,
                dilateBy);
    }

    /** The long diagonal of a glyph that is stretched, leant and turned so that it lies along an axis. */
    private static int widest(double scale, double stretch, double slant) {
        double wide = Math.sqrt(stretch);
        double lean = Math.tan(Math.toRadians(slant));
        double longest = Math.max(Math.hypot(wide + lean / wide, 1 / wide), Math.hypot(1 / wide + lean * wide, wide));
        return (int) Math.ceil(GLYPH * scale * longest) + 1;
    }

    private static <T extends Number> List<T> range(List<T> bounds, double least, double most, String key) {
        require(
                bounds.size() == 2
                        && bounds.get(0).doubleValue() >= least
                        && bounds.get(0).doubleValue() <= bounds.get(1).doubleValue()
                        && bounds.get(1).doubleValue() <= most,
                "'" + key + "' is two numbers, [least, most], from " + written(least) + " to " + written(most) + ": "
                        + bounds);
        return List.copyOf(bounds);
    }

    private static String written(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
