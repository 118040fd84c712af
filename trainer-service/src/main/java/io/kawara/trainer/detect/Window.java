package io.kawara.trainer.detect;

import io.kawara.pages.Box;
import io.kawara.trainer.transform.Raster;
import io.kawara.vision.Image;
import io.kawara.vision.Resize;
import java.util.SplittableRandom;

/**
 * A part of a page, brought to a square of {@code size} pixels.
 *
 * @param left and the others: pixels of the page, in part beyond it where the page is smaller
 */
record Window(int left, int top, int width, int height, int size) {
    /**
     * A part anywhere on a page.
     *
     * @param across how many pixels of the square one of the page's width becomes, and {@code down} of its height
     */
    static Window draw(Raster page, int size, double across, double down, SplittableRandom random) {
        int width = (int) Math.max(1, Math.round(size / across));
        int height = (int) Math.max(1, Math.round(size / down));
        return new Window(
                start(page.width(), width, random), start(page.height(), height, random), width, height, size);
    }

    private static int start(int page, int window, SplittableRandom random) {
        int room = page - window;
        int start = random.nextInt(Math.abs(room) + 1);
        return room < 0 ? -start : start;
    }

    /** Where a box of the page comes to lie. */
    Box placed(Box box) {
        double across = (double) size / width;
        double down = (double) size / height;
        return new Box(
                (box.left() - left) * across,
                (box.top() - top) * down,
                (box.right() - left) * across,
                (box.bottom() - top) * down,
                box.score());
    }

    /** The part's pixels; beyond the page goes on as it ends. */
    Raster cut(Raster page) {
        int fromX = Math.max(0, left);
        int fromY = Math.max(0, top);
        int toX = Math.min(page.width(), left + width);
        int toY = Math.min(page.height(), top + height);
        int startX = along(fromX - left, width);
        int startY = along(fromY - top, height);
        int wide = Math.max(1, along(toX - left, width) - startX);
        int high = Math.max(1, along(toY - top, height) - startY);
        try (Image part = Image.of(toX - fromX, toY - fromY, page.channels(), part(page, fromX, fromY, toX, toY));
                Image sized = part.resized(wide, high, Resize.STRETCH)) {
            var inside = KeptPages.raster(sized);
            return wide == size && high == size ? inside : continued(inside, startX, startY);
        }
    }

    private int along(int pixels, int whole) {
        return (int) Math.round((double) pixels * size / whole);
    }

    private static byte[] part(Raster page, int fromX, int fromY, int toX, int toY) {
        int line = (toX - fromX) * page.channels();
        var part = new byte[(toY - fromY) * line];
        for (int y = fromY; y < toY; y++) {
            System.arraycopy(
                    page.pixels(), (y * page.width() + fromX) * page.channels(), part, (y - fromY) * line, line);
        }
        return part;
    }

    private Raster continued(Raster inside, int startX, int startY) {
        int channels = inside.channels();
        var pixels = new byte[size * size * channels];
        for (int y = 0; y < size; y++) {
            int row = Math.max(0, Math.min(inside.height() - 1, y - startY));
            for (int x = 0; x < size; x++) {
                int column = Math.max(0, Math.min(inside.width() - 1, x - startX));
                int from = (row * inside.width() + column) * channels;
                System.arraycopy(inside.pixels(), from, pixels, (y * size + x) * channels, channels);
            }
        }
        return new Raster(size, size, channels, pixels);
    }
}
