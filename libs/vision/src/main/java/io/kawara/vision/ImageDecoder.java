package io.kawara.vision;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Makes a picture of untrusted bytes: RGB, 8 bits a channel, upright (EXIF), transparency over white, the first frame of an animation.
 *
 * <p>Thread-safe, and the same bytes give the same pixels whatever else is decoded. Throws {@link UndecodableImage} with a sentence for the
 * sender; a file that ends early is refused, never filled up with grey.
 */
public final class ImageDecoder {
    static {
        OpenCv.load();
    }

    public static Image decode(byte[] bytes, ImageLimits limits) {
        return decode(bytes, limits, Integer.MAX_VALUE);
    }

    /**
     * Decodes a picture that will be made smaller anyway: a JPEG is read at a half, quarter or eighth of its size, which saves most of the work,
     * as long as its shorter side stays at least {@code minSide}. Other formats are decoded whole.
     */
    public static Image decode(byte[] bytes, ImageLimits limits, int minSide) {
        ImageHeader header = limits.check(bytes);
        int reduction = header.format() == ImageFormat.JPEG ? reduction(header, minSide) : 1;
        try (Image lying = Image.made(() -> read(bytes, header, reduction))) {
            // OpenCV turns a TIFF whatever it is told.
            Image upright = header.format() == ImageFormat.TIFF ? lying.copy() : lying.oriented(header.orientation());
            return sized(upright, header, reduction);
        }
    }

    private static Image sized(Image image, ImageHeader header, int reduction) {
        int width = (header.width() + reduction - 1) / reduction;
        int height = (header.height() + reduction - 1) / reduction;
        if (image.width() == width && image.height() == height) {
            return image;
        }
        try (image) {
            throw new UndecodableImage("the %s is damaged: its header says %d x %d, its data %d x %d"
                    .formatted(header.format(), width, height, image.width(), image.height()));
        }
    }

    private static int reduction(ImageHeader header, int minSide) {
        int shorter = Math.min(header.width(), header.height());
        for (int reduction = 8; reduction > 1; reduction /= 2) {
            if (shorter / reduction >= minSide) {
                return reduction;
            }
        }
        return 1;
    }

    /** The pixels in the file's own orientation. */
    private static Mat read(byte[] bytes, ImageHeader header, int reduction) {
        int flags = switch (reduction) {
            case 2 -> IMREAD_REDUCED_COLOR_2 | IMREAD_IGNORE_ORIENTATION;
            case 4 -> IMREAD_REDUCED_COLOR_4 | IMREAD_IGNORE_ORIENTATION;
            case 8 -> IMREAD_REDUCED_COLOR_8 | IMREAD_IGNORE_ORIENTATION;
            default -> header.alpha() ? IMREAD_UNCHANGED : IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION;
        };
        Mat pixels;
        try {
            pixels = imdecode(new Mat(new BytePointer(bytes), false), flags);
        } catch (RuntimeException e) { // OpenCV's own, with its source's line numbers: nothing for the sender
            throw new UndecodableImage(damaged(header), e);
        }
        if (pixels.empty()) {
            throw new UndecodableImage(damaged(header));
        }
        return flags == (IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION) ? pixels : rgb(pixels, header);
    }

    private static String damaged(ImageHeader header) {
        return "the " + header.format() + " is truncated or damaged: it cannot be decoded";
    }

    private static Mat rgb(Mat pixels, ImageHeader header) {
        Mat bytes = pixels;
        if (pixels.depth() == opencv_core.CV_16U) {
            bytes = new Mat();
            pixels.convertTo(bytes, opencv_core.CV_8U, 1.0 / 257, 0);
        }
        Mat rgb = new Mat();
        switch (bytes.channels()) {
            case 1 -> cvtColor(bytes, rgb, COLOR_GRAY2BGR);
            case 3 -> cvtColor(bytes, rgb, COLOR_BGR2RGB);
            default -> {
                boolean multiplied = header.format() == ImageFormat.TIFF && pixels.depth() == opencv_core.CV_8U;
                cvtColor(overWhite(bytes, multiplied), rgb, COLOR_BGR2RGB);
            }
        }
        return rgb;
    }

    /** White where nothing is: 255 - (255 - colour) * alpha. Libtiff hands colours out multiplied by alpha already. */
    private static Mat overWhite(Mat bgra, boolean multiplied) {
        Mat colour = new Mat();
        cvtColor(bgra, colour, COLOR_BGRA2BGR);
        Mat alpha = new Mat();
        opencv_core.extractChannel(bgra, alpha, 3);
        cvtColor(alpha, alpha, COLOR_GRAY2BGR);
        if (multiplied) {
            opencv_core.bitwise_not(alpha, alpha);
            opencv_core.add(colour, alpha, colour);
        } else {
            opencv_core.bitwise_not(colour, colour);
            opencv_core.multiply(colour, alpha, colour, 1.0 / 255, -1);
            opencv_core.bitwise_not(colour, colour);
        }
        return colour;
    }

    private ImageDecoder() {}
}
