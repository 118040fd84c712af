package io.kawara.reading;

import io.kawara.vision.Image;
import io.kawara.vision.Resize;
import java.nio.ByteBuffer;

/** A page's pixels, {@code [height, width, channels]}, at the size at which a model looks at it. */
final class SizedPage {
    private final byte[] pixels;
    private final int width;
    private final int height;
    private final int channels;

    private SizedPage(Image page) {
        width = page.width();
        height = page.height();
        channels = page.channels();
        pixels = new byte[page.size()];
        page.copyTo(ByteBuffer.wrap(pixels));
    }

    /**
     * The page with its longer side at {@code longSide} pixels.
     *
     * @param grey without its colours, whatever the channels
     */
    static SizedPage of(Image page, int longSide, int channels, boolean grey) {
        double scale = (double) longSide / Math.max(page.width(), page.height());
        try (var sized = page.resized(side(page.width(), scale), side(page.height(), scale), Resize.STRETCH);
                var pale = grey || channels == 1 ? sized.toGray() : sized.toRgb();
                var coloured = channels == 1 ? pale.toGray() : pale.toRgb()) {
            return new SizedPage(coloured);
        }
    }

    private static int side(int pixels, double scale) {
        return (int) Math.max(1, Math.round(pixels * scale));
    }

    /** {@code [height, width, channels]}, not copied. */
    byte[] pixels() {
        return pixels;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The pixels where the two stretches cross; beyond the page goes on as it ends. */
    byte[] tile(Span columns, Span rows) {
        var tile = new byte[rows.length() * columns.length() * channels];
        int inside = Math.min(columns.length(), width - columns.from());
        int line = columns.length() * channels;
        for (int row = 0; row < rows.length(); row++) {
            int from = (Math.min(rows.from() + row, height - 1) * width + columns.from()) * channels;
            int to = row * line;
            System.arraycopy(pixels, from, tile, to, inside * channels);
            for (int x = inside * channels; x < line; x++) {
                tile[to + x] = tile[to + x - channels];
            }
        }
        return tile;
    }
}
