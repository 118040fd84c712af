package io.kawara.trainer.transform;

import io.kawara.vision.Border;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** One operation of a policy at one magnitude, which is stated as it applies. What turns or moves mirrors the picture at its edges. */
public enum Operation {
    IDENTITY(picture -> picture),
    /** By levels, -255 to 255. */
    SHIFT_RED(-255, 255, (picture, by) -> Levels.added(picture, by, 0, 0)),
    SHIFT_GREEN(-255, 255, (picture, by) -> Levels.added(picture, 0, by, 0)),
    SHIFT_BLUE(-255, 255, (picture, by) -> Levels.added(picture, 0, 0, by)),
    /** This share of the full range is added. */
    BRIGHTNESS(-1, 1, (picture, by) -> Levels.mapped(picture, v -> v + 255 * by)),
    /** Levels are multiplied by this; 1 changes nothing. */
    CONTRAST(0, 10, (picture, by) -> Levels.spread(picture, 0, by)),
    /** Distances from the picture's mean grey are multiplied by this. */
    CONTRAST_AROUND_MEAN(0, 10, (picture, by) -> Levels.spread(picture, Math.rint(picture.meanGrey()), by)),
    /** Distances from grey are multiplied by this. */
    SATURATION(0, 10, Levels::saturated),
    /** Distances from the smoothed picture are multiplied by this. */
    SHARPNESS(0, 10, Neighbours::sharpened),
    /** Levels from this one on are inverted; 256 inverts nothing. */
    SOLARIZE(0, 256, Levels::solarized),
    /** Bits kept of each level; 8 changes nothing. */
    POSTERIZE(0, 8, (picture, bits) -> Levels.mapped(picture, v -> (int) v & -(1 << (8 - (int) Math.rint(bits))))),
    AUTOCONTRAST(Histogram::stretched),
    EQUALIZE(Histogram::equalized),
    HORIZONTAL_FLIP(Turn.MIRRORED::of),
    VERTICAL_FLIP(Turn.UPSIDE_DOWN::of),
    /** By degrees clockwise. */
    ROTATE(-180, 180, (picture, by) -> warped(picture, Affine.around(picture.size(), by, 1, 0, 0))),
    /** To the right, by this share of the width. */
    SHIFT_X(-1, 1, (picture, by) -> warped(picture, Affine.around(picture.size(), 0, 1, by * picture.width(), 0))),
    /** Down, by this share of the height. */
    SHIFT_Y(-1, 1, (picture, by) -> warped(picture, Affine.around(picture.size(), 0, 1, 0, by * picture.height()))),
    /** Rows slide by this many pixels for each pixel down. */
    SHEAR_X(-1, 1, (picture, by) -> warped(picture, Affine.about(picture.size(), 1, by, 0, 1, 0, 0))),
    /** Columns slide by this many pixels for each pixel to the right. */
    SHEAR_Y(-1, 1, (picture, by) -> warped(picture, Affine.about(picture.size(), 1, 0, by, 1, 0, 0))),
    /** Enlarged around the middle by this factor; below 1 it shrinks. */
    SCALE(1e-8, 10, (picture, by) -> warped(picture, Affine.around(picture.size(), 0, Math.max(by, 1e-3), 0, 0))),
    /** A black hole, its side this share of the picture's shorter one. */
    CUTOUT(0, 1, (picture, by, random) -> hole(by).apply(picture, picture.size(), random));

    private final double least;
    private final double most;

    @SuppressWarnings("ImmutableEnumChecker") // none of the functions above keeps anything
    private final Change change;

    /** What an operation does at a magnitude. */
    interface Change {
        Raster of(Raster picture, double magnitude, SplittableRandom random);
    }

    /** What does without chance. */
    interface Certain {
        Raster of(Raster picture, double magnitude);
    }

    Operation(double least, double most, Change change) {
        this.least = least;
        this.most = most;
        this.change = change;
    }

    Operation(double least, double most, Certain change) {
        this(least, most, (picture, magnitude, random) -> change.of(picture, magnitude));
    }

    Operation(UnaryOperator<Raster> change) {
        this(-Double.MAX_VALUE, Double.MAX_VALUE, (picture, magnitude, random) -> change.apply(picture));
    }

    Raster apply(Raster picture, double magnitude, SplittableRandom random) {
        return change.of(picture, magnitude, random);
    }

    /** Refuses a magnitude that this operation does not know. */
    void require(double magnitude) {
        if (!(magnitude >= least && magnitude <= most)) {
            throw new IllegalArgumentException(
                    "'magnitude' of %s is from %s to %s, not %s".formatted(this, least, most, magnitude));
        }
    }

    private static Raster warped(Raster picture, Affine from) {
        return Warp.of(picture, from, Border.REFLECT, Interpolation.BILINEAR);
    }

    private static Cutout hole(double side) {
        return new Cutout(1, 1, List.of(side), "0");
    }
}
