package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * Brings a picture to a size, averaging where it shrinks.
 *
 * @param probability how often
 * @param size pixels of both sides, or of the longest one; the model's where it is left out
 * @param width pixels, where the sides differ
 * @param height likewise
 * @param policy how a picture of another shape comes to it
 * @param interpolation of pixels: {@code bilinear} or {@code bicubic}
 */
public record Resize(
        @Default("1") double probability,
        @Default("0") int size,
        @Default("0") int width,
        @Default("0") int height,
        @Default("stretch") Policy policy,
        @Default("bilinear") Interpolation interpolation)
        implements PictureStep {
    /** How a picture comes to a size of another shape. */
    public enum Policy {
        /** Each side on its own: the picture is distorted. */
        STRETCH,
        /** The whole picture, centred, with white beside it. */
        FIT,
        /** As much of the picture's middle as fills the size. */
        CROP,
        /** The picture keeps its shape; its longest side gets the size's longest. */
        LONGEST_SIDE
    }

    public Resize {
        Require.share("probability", probability);
        if (size < 0 || width < 0 || height < 0 || (width == 0) != (height == 0) || (size > 0 && width > 0)) {
            throw new IllegalArgumentException(
                    "give either 'size' or 'width' and 'height', in pixels, or none of them");
        }
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        var wanted = size > 0 ? new Size(size, size) : width > 0 ? new Size(width, height) : model;
        return brought(picture, wanted, policy, interpolation);
    }

    /** A picture at another size. */
    public static Raster brought(Raster picture, Size size, Policy policy, Interpolation interpolation) {
        return switch (policy) {
            case STRETCH -> Resampling.of(picture, size, interpolation);
            case FIT -> fitted(picture, size, interpolation);
            case CROP -> middle(picture, size, interpolation);
            case LONGEST_SIDE ->
                Resampling.of(picture, within(picture, Math.max(size.width(), size.height())), interpolation);
        };
    }

    private static Raster middle(Raster picture, Size size, Interpolation interpolation) {
        double scale = Math.min((double) picture.width() / size.width(), (double) picture.height() / size.height());
        double across = scale * size.width();
        double down = scale * size.height();
        return Resampling.of(
                picture,
                (picture.width() - across) / 2,
                (picture.height() - down) / 2,
                across,
                down,
                size,
                interpolation);
    }

    private static Size within(Raster picture, int longest) {
        double scale = (double) longest / Math.max(picture.width(), picture.height());
        return new Size((int) Math.max(1, Math.rint(picture.width() * scale)), (int)
                Math.max(1, Math.rint(picture.height() * scale)));
    }

    private static Raster fitted(Raster picture, Size size, Interpolation interpolation) {
        double scale = Math.min((double) size.width() / picture.width(), (double) size.height() / picture.height());
        var inner = new Size((int) Math.min(size.width(), Math.max(1, Math.round(picture.width() * scale))), (int)
                Math.min(size.height(), Math.max(1, Math.round(picture.height() * scale))));
        var small = Resampling.of(picture, inner, interpolation);
        var target = picture.blank(size.width(), size.height());
        java.util.Arrays.fill(target.pixels(), (byte) 255);
        int left = (size.width() - inner.width()) / 2;
        int top = (size.height() - inner.height()) / 2;
        int row = inner.width() * picture.channels();
        for (int y = 0; y < inner.height(); y++) {
            int at = ((top + y) * size.width() + left) * picture.channels();
            System.arraycopy(small.pixels(), y * row, target.pixels(), at, row);
        }
        return target;
    }
}
