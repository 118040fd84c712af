package io.kawara.vision;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A picture in native memory: RGB or grey, 8 bits a channel, row by row from the top, channels interleaved.
 *
 * <p>Immutable: every operation returns a new picture, and each is to be closed. May be read by many threads; {@link #close} only by one, when
 * nobody reads any more. {@link Colours} holds what changes colours.
 */
public final class Image implements AutoCloseable {
    static {
        OpenCv.load();
    }

    private final Mat pixels;

    private Image(Mat pixels) {
        this.pixels = pixels;
    }

    /** A picture of the given pixels, {@code [height, width, channels]}; 3 channels are RGB, 1 is grey. */
    public static Image of(int width, int height, int channels, byte[] pixels) {
        if ((channels != 1 && channels != 3) || width < 1 || height < 1 || pixels.length != width * height * channels) {
            throw new IllegalArgumentException(
                    "%d bytes are no picture of %d x %d x %d".formatted(pixels.length, width, height, channels));
        }
        return made(() -> {
            Mat mat = new Mat(height, width, CV_8UC(channels));
            new BytePointer(mat.data()).put(pixels, 0, pixels.length);
            return mat;
        });
    }

    /** The picture that {@code operation} computes; every other native object that it makes is freed. */
    static Image made(Supplier<Mat> operation) {
        return new Image(OpenCv.freeing(() -> operation.get().retainReference()));
    }

    Mat pixels() {
        return pixels;
    }

    public int width() {
        return pixels.cols();
    }

    public int height() {
        return pixels.rows();
    }

    /** 3 (RGB) or 1 (grey). */
    public int channels() {
        return pixels.channels();
    }

    /** How many bytes {@link #copyTo} writes. */
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(width(), height()), channels());
    }

    /** Writes the pixels, {@code [height, width, channels]}, at the target's position and moves it on. */
    public void copyTo(ByteBuffer target) {
        target.put(pixels.<ByteBuffer>createBuffer());
    }

    public Image copy() {
        return made(pixels::clone);
    }

    public Image toGray() {
        return channels() == 1 ? copy() : converted(COLOR_RGB2GRAY);
    }

    public Image toRgb() {
        return channels() == 3 ? copy() : converted(COLOR_GRAY2RGB);
    }

    private Image converted(int conversion) {
        return made(() -> {
            Mat target = new Mat();
            cvtColor(pixels, target, conversion);
            return target;
        });
    }

    /** This picture at another size: averaged over areas where it shrinks, linear where it grows. */
    public Image resized(int width, int height, Resize policy) {
        return made(() -> switch (policy) {
            case STRETCH -> stretched(pixels, width, height);
            case FIT -> fitted(width, height);
            case CROP -> stretched(middle((double) width / height), width, height);
        });
    }

    private static Mat stretched(Mat source, int width, int height) {
        Mat target = new Mat();
        boolean shrinks = width <= source.cols() && height <= source.rows();
        opencv_imgproc.resize(source, target, new Size(width, height), 0, 0, shrinks ? INTER_AREA : INTER_LINEAR);
        return target;
    }

    private Mat fitted(int width, int height) {
        double scale = Math.min((double) width / width(), (double) height / height());
        int inner = Math.min(width, Math.max(1, (int) Math.round(width() * scale)));
        int tall = Math.min(height, Math.max(1, (int) Math.round(height() * scale)));
        int left = (width - inner) / 2;
        int top = (height - tall) / 2;
        Mat target = new Mat();
        opencv_core.copyMakeBorder(
                stretched(pixels, inner, tall),
                target,
                top,
                height - tall - top,
                left,
                width - inner - left,
                opencv_core.BORDER_CONSTANT,
                Scalar.all(255));
        return target;
    }

    private Mat middle(double aspect) {
        int w = Math.min(width(), Math.max(1, (int) Math.round(height() * aspect)));
        int h = Math.min(height(), Math.max(1, (int) Math.round(width() / aspect)));
        return new Mat(pixels, new Rect((width() - w) / 2, (height() - h) / 2, w, h));
    }

    /** The part of this picture with the given corner and size, which must lie inside. */
    public Image crop(int x, int y, int width, int height) {
        if (x < 0 || y < 0 || width < 1 || height < 1 || x + width > width() || y + height > height()) {
            throw new IllegalArgumentException("%d x %d at (%d, %d) is not inside a picture of %d x %d"
                    .formatted(width, height, x, y, width(), height()));
        }
        return made(() -> new Mat(pixels, new Rect(x, y, width, height)).clone());
    }

    public Image flippedHorizontally() {
        return flipped(1);
    }

    public Image flippedVertically() {
        return flipped(0);
    }

    private Image flipped(int code) {
        return made(() -> {
            Mat target = new Mat();
            opencv_core.flip(pixels, target, code);
            return target;
        });
    }

    /** Turned clockwise by so many quarters. */
    public Image rotated90(int quarters) {
        int turn = Math.floorMod(quarters, 4);
        if (turn == 0) {
            return copy();
        }
        return made(() -> {
            Mat target = new Mat();
            opencv_core.rotate(pixels, target, turn - 1); // ROTATE_90_CLOCKWISE is 0
            return target;
        });
    }

    /** Upright, for a picture that is stored with one of EXIF's orientations, 1 to 8. */
    Image oriented(int orientation) {
        if (orientation == 2 || orientation == 4) {
            return orientation == 2 ? flippedHorizontally() : flippedVertically();
        }
        int quarters = new int[] {0, 0, 0, 2, 0, 1, 1, 3, 3}[orientation];
        if (orientation == 5 || orientation == 7) {
            try (Image turned = rotated90(quarters)) {
                return turned.flippedHorizontally();
            }
        }
        return rotated90(quarters);
    }

    /**
     * Moved by an affine transformation, linear between pixels, at the same size.
     *
     * @param affine {@code [2, 3]} by rows: takes a point of this picture to where it comes to lie
     */
    public Image warped(double[] affine, Border border) {
        if (affine.length != 6) {
            throw new IllegalArgumentException("an affine transformation has 6 numbers: " + affine.length);
        }
        return made(() -> {
            Mat target = new Mat();
            Mat matrix = new Mat(affine).reshape(1, 2);
            int mode = switch (border) {
                case WHITE, BLACK -> opencv_core.BORDER_CONSTANT;
                case REPLICATE -> opencv_core.BORDER_REPLICATE;
                case REFLECT -> opencv_core.BORDER_REFLECT_101;
            };
            Scalar beyond = Scalar.all(border == Border.WHITE ? 255 : 0);
            opencv_imgproc.warpAffine(pixels, target, matrix, new Size(width(), height()), INTER_LINEAR, mode, beyond);
            return target;
        });
    }

    /** A JPEG, {@code quality} 1 to 100. */
    public byte[] toJpeg(int quality) {
        return encoded(".jpg", opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
    }

    public byte[] toPng() {
        return encoded(".png", opencv_imgcodecs.IMWRITE_PNG_COMPRESSION, 6);
    }

    /** A WebP, {@code quality} 1 to 100; above 100 without loss. */
    public byte[] toWebp(int quality) {
        return encoded(".webp", opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality);
    }

    private byte[] encoded(String extension, int... parameters) {
        try (Mat ordered = new Mat();
                BytePointer file = new BytePointer();
                IntPointer options = new IntPointer(parameters)) {
            if (channels() == 3) {
                cvtColor(pixels, ordered, COLOR_RGB2BGR);
            }
            opencv_imgcodecs.imencode(extension, channels() == 3 ? ordered : pixels, file, options);
            byte[] bytes = new byte[Math.toIntExact(file.limit())];
            file.get(bytes);
            return bytes;
        }
    }

    @Override
    public void close() {
        pixels.close();
    }

    @Override
    public String toString() {
        return "Image[%d x %d x %d]".formatted(width(), height(), channels());
    }
}
