package io.kawara.vision;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_photo.fastNlMeansDenoisingColored;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Takes a page's paper, stains and shadows away, as the third of the Kuzushiji competition's winners did: Ben Graham's {@code 4 I - 4 G(I) + 128}, where
 * {@code G} is a Gaussian blur of 10 pixels, then non-local means (Buades et al., Non-Local Means Denoising, 2011; strength 20, windows of 7 and 21).
 *
 * <p>Slow: see docs/measurements.md.
 */
public final class PageCleaning {
    private static final double SIGMA = 10;
    private static final double SHARPER = 4;
    private static final double GREY = 128;
    private static final float STRENGTH = 20;
    private static final int PATCH = 7;
    private static final int SEARCH = 21;

    /** The page, RGB, its paper grey and its ink dark. */
    public static Image cleaned(Image page) {
        try (Image flat = levelled(page)) {
            return denoised(flat);
        }
    }

    /** The differences from the surroundings, four times as large, around grey. */
    static Image levelled(Image page) {
        return Image.made(() -> {
            Mat blurred = new Mat();
            Mat levelled = new Mat();
            GaussianBlur(page.pixels(), blurred, new Size(0, 0), SIGMA);
            opencv_core.addWeighted(page.pixels(), SHARPER, blurred, -SHARPER, GREY, levelled);
            return levelled;
        });
    }

    private static Image denoised(Image page) {
        try (Image rgb = page.toRgb()) {
            return Image.made(() -> {
                Mat ordered = new Mat();
                Mat denoised = new Mat();
                cvtColor(
                        rgb.pixels(), ordered, COLOR_RGB2BGR); // it goes by lightness and colour, which want blue first
                fastNlMeansDenoisingColored(ordered, denoised, STRENGTH, STRENGTH, PATCH, SEARCH);
                cvtColor(denoised, denoised, COLOR_BGR2RGB);
                return denoised;
            });
        }
    }

    private PageCleaning() {}
}
