package io.kawara.vision;

import static org.bytedeco.opencv.global.opencv_core.CV_32S;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Estimates how tall the characters in a picture are, from the shapes that stand out from what is around them. */
public final class TextHeight {
    private static final int NEIGHBOURHOOD = 31;
    private static final int CONTRAST = 15; // in steps of grey
    private static final int FEWEST = 4;

    /** The median height in pixels of what looks like a character, dark or light; empty where hardly anything does. */
    public static OptionalDouble estimate(Image image) {
        try (Image gray = image.toGray()) {
            int[] dark = OpenCv.freeing(() -> heights(gray.pixels(), opencv_imgproc.THRESH_BINARY_INV, CONTRAST));
            int[] light = OpenCv.freeing(() -> heights(gray.pixels(), opencv_imgproc.THRESH_BINARY, -CONTRAST));
            int[] heights = light.length > 2 * dark.length ? light : dark;
            if (heights.length < FEWEST) {
                return OptionalDouble.empty();
            }
            Arrays.sort(heights);
            return OptionalDouble.of(heights[heights.length / 2]);
        }
    }

    private static int[] heights(Mat gray, int side, int contrast) {
        Mat shapes = new Mat();
        opencv_imgproc.adaptiveThreshold(
                gray, shapes, 255, opencv_imgproc.ADAPTIVE_THRESH_MEAN_C, side, NEIGHBOURHOOD, contrast);
        Mat stats = new Mat();
        int count = opencv_imgproc.connectedComponentsWithStats(shapes, new Mat(), stats, new Mat(), 8, CV_32S);
        IntBuffer rows = stats.createBuffer();
        int[] heights = new int[count];
        int characters = 0;
        for (int i = 1; i < count; i++) { // 0 is what lies around
            int width = rows.get(5 * i + 2);
            int height = rows.get(5 * i + 3);
            int area = rows.get(5 * i + 4);
            if (looksLikeACharacter(width, height, area)) {
                heights[characters++] = height;
            }
        }
        return Arrays.copyOf(heights, characters);
    }

    private static boolean looksLikeACharacter(int width, int height, int area) {
        return height >= 6 && height <= 200 && width >= height / 6 && width <= 2 * height && area >= width * height / 6;
    }

    private TextHeight() {}
}
