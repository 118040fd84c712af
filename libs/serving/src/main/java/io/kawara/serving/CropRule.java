package io.kawara.serving;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is cut out of a page for a character's box.
 *
 * <p>The one place that says where a crop lies, for training and services alike.
 *
 * @param padding what is shown around a box, a share of the sides that {@code of} says, rounded to the nearest pixel, halves to even, and cut at the page's edge
 * @param clean whether the page is cleaned first, see {@code io.kawara.vision.PageCleaning}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CropRule(
        double padding,
        Of of,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean clean) {
    /** The box itself: of a model whose card says nothing of crops. */
    public static final CropRule BOX = new CropRule(0, Of.EACH_SIDE);

    /** What a padding is a share of. */
    public enum Of {
        /** Left and right the width, above and below the height. */
        @JsonProperty("each-side")
        EACH_SIDE,
        /** On all four sides the mean of width and height. */
        @JsonProperty("mean-side")
        MEAN_SIDE
    }

    public CropRule {
        requireNonNull(of, "a crop's padding is a share of: each-side or mean-side");
        if (!(padding >= 0 && padding <= 10)) {
            throw new IllegalArgumentException("a crop's padding is a share from 0 to 10: " + padding);
        }
    }

    /** A crop of the page as it is. */
    public CropRule(double padding, Of of) {
        this(padding, of, false);
    }

    /** Whole pixels of a page. */
    public record Crop(int x, int y, int width, int height) {}

    /**
     * Where the crop for a box lies. Of a box beyond the page it is the page's nearest pixels, one at least: whatever a detector found is read.
     *
     * @param x left side of the box in pixels of the page, as {@code y} is its upper one; they need not be whole
     * @param pageWidth of the page, in pixels, as {@code pageHeight}
     */
    public Crop around(double x, double y, double width, double height, int pageWidth, int pageHeight) {
        double mean = (width + height) / 2;
        double beside = Math.rint(padding * (of == Of.EACH_SIDE ? width : mean));
        double above = Math.rint(padding * (of == Of.EACH_SIDE ? height : mean));
        int left = (int) within(Math.floor(x - beside), pageWidth - 1);
        int top = (int) within(Math.floor(y - above), pageHeight - 1);
        int right = (int) Math.max(left + 1, within(Math.ceil(x + width + beside), pageWidth));
        int bottom = (int) Math.max(top + 1, within(Math.ceil(y + height + above), pageHeight));
        return new Crop(left, top, right - left, bottom - top);
    }

    private static double within(double value, int most) {
        return Math.max(0, Math.min(most, value));
    }
}
