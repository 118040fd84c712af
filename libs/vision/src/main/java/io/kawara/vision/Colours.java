package io.kawara.vision;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_HSV2RGB_FULL;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2HSV_FULL;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.util.function.IntUnaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.RNG;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Changes of a picture's colours; the sizes stay. Each returns a new {@link Image}. */
public final class Colours {
    /** Every channel's value 0 to 255 through {@code curve}; what it returns is clipped to that range. */
    public static Image mapped(Image image, IntUnaryOperator curve) {
        return Image.made(() -> looked(image.pixels(), curve));
    }

    /** Spread around middle grey by {@code contrast} (1: as it is), then moved by {@code brightness}, in parts of the whole range (0: as it is). */
    public static Image contrast(Image image, double contrast, double brightness) {
        return mapped(image, v -> (int) Math.round((v - 127.5) * contrast + 127.5 + 255 * brightness));
    }

    /** Below 1 brightens the dark parts, above 1 darkens them. */
    public static Image gamma(Image image, double gamma) {
        return mapped(image, v -> (int) Math.round(255 * Math.pow(v / 255.0, gamma)));
    }

    /** Hue turned by so many degrees, saturation and value multiplied. Of an RGB picture. */
    public static Image hueSaturationValue(Image image, double degrees, double saturation, double value) {
        int shift = (int) Math.round(degrees * 256 / 360);
        return Image.made(() -> {
            Mat hsv = new Mat();
            cvtColor(image.pixels(), hsv, COLOR_RGB2HSV_FULL);
            Mat moved = looked(hsv, v -> Math.floorMod(v + shift, 256), v -> (int) Math.round(v * saturation), v ->
                    (int) Math.round(v * value));
            cvtColor(moved, moved, COLOR_HSV2RGB_FULL);
            return moved;
        });
    }

    /** Gaussian noise of the given standard deviation on every channel; the same seed gives the same noise. */
    public static Image noise(Image image, double deviation, long seed) {
        return Image.made(() -> {
            int type = opencv_core.CV_MAKETYPE(opencv_core.CV_16S, image.channels());
            Mat noise = new Mat(image.height(), image.width(), type);
            new RNG(seed)._fill(noise, RNG.NORMAL, new Mat(new double[] {0}), new Mat(new double[] {deviation}));
            Mat target = new Mat();
            opencv_core.add(image.pixels(), noise, target, new Mat(), opencv_core.CV_8U);
            return target;
        });
    }

    /** Gaussian blur of the given standard deviation in pixels. */
    public static Image blurred(Image image, double deviation) {
        return Image.made(() -> {
            Mat target = new Mat();
            opencv_imgproc.GaussianBlur(image.pixels(), target, new Size(0, 0), deviation);
            return target;
        });
    }

    /** One rectangle in one shade of grey, cut at the picture's edges: random erasing. */
    public static Image filled(Image image, int x, int y, int width, int height, int shade) {
        return Image.made(() -> {
            Mat target = image.pixels().clone();
            opencv_imgproc.rectangle(
                    target, new Rect(x, y, width, height), Scalar.all(shade), opencv_imgproc.FILLED, 8, 0);
            return target;
        });
    }

    /** Each channel through its curve; one curve is for all of them. */
    private static Mat looked(Mat source, IntUnaryOperator... curves) {
        byte[] table = new byte[256 * curves.length];
        for (int i = 0; i < table.length; i++) {
            int value = curves[i % curves.length].applyAsInt(i / curves.length);
            table[i] = (byte) Math.min(255, Math.max(0, value));
        }
        Mat lookup = new Mat(1, 256, CV_8UC(curves.length));
        new BytePointer(lookup.data()).put(table, 0, table.length);
        Mat target = new Mat();
        opencv_core.LUT(source, lookup, target);
        return target;
    }

    private Colours() {}
}
