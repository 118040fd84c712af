package io.kawara.trainer.detect;

import io.kawara.pages.Box;
import io.kawara.trainer.transform.Raster;
import io.kawara.vision.Image;
import io.kawara.vision.Resize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Pages' pixels, no larger than needed, each decoded when it is first asked for. As many are kept as the memory allows; the others are decoded anew each
 * time. Thread-safe: whoever asks decodes.
 */
final class KeptPages {
    private final List<LabelledPage> pages;
    private final List<PageScale> scales;
    private final double[] largest;
    private final int channels;
    private final AtomicReferenceArray<Kept> kept;
    private final AtomicLong bytesLeft;

    /**
     * A page as it is kept.
     *
     * @param across how many of its pixels one of the image's width is, and {@code down} of its height
     * @param scale how many pixels one of the image becomes where the page is shown as it is served
     */
    record Kept(Raster pixels, double across, double down, double scale) {
        /** Where a box of the image comes to lie. */
        Box placed(Box box) {
            return new Box(
                    box.left() * across, box.top() * down, box.right() * across, box.bottom() * down, box.score());
        }
    }

    /**
     * The pages to come.
     *
     * @param scales at which each is served
     * @param largest how many times as large it is shown at most: more pixels are not kept, and a smaller page stays as it is
     * @param bytes of pixels that are kept at most
     */
    KeptPages(List<LabelledPage> pages, List<PageScale> scales, double[] largest, int channels, long bytes) {
        this.pages = pages;
        this.scales = scales;
        this.largest = largest.clone();
        this.channels = channels;
        this.kept = new AtomicReferenceArray<>(pages.size());
        this.bytesLeft = new AtomicLong(bytes);
    }

    Kept at(int page) throws IOException {
        var known = kept.get(page);
        if (known != null) {
            return known;
        }
        var decoded = decoded(page);
        long bytes = decoded.pixels().pixels().length;
        if (bytesLeft.addAndGet(-bytes) >= 0) {
            kept.set(page, decoded);
        } else {
            bytesLeft.addAndGet(bytes);
        }
        return decoded;
    }

    private Kept decoded(int page) throws IOException {
        try (Image whole = pages.get(page).picture().decoded()) {
            double served = scales.get(page).of(whole.width(), whole.height());
            double scale = Math.min(1, served * largest[page]);
            try (Image sized = whole.resized(side(whole.width(), scale), side(whole.height(), scale), Resize.STRETCH);
                    Image coloured = channels == 1 ? sized.toGray() : sized.toRgb()) {
                return new Kept(
                        raster(coloured),
                        (double) coloured.width() / whole.width(),
                        (double) coloured.height() / whole.height(),
                        served);
            }
        }
    }

    private static int side(int pixels, double scale) {
        return (int) Math.max(1, Math.round(pixels * scale));
    }

    static Raster raster(Image image) {
        var pixels = new byte[image.size()];
        image.copyTo(ByteBuffer.wrap(pixels));
        return new Raster(image.width(), image.height(), image.channels(), pixels);
    }
}
