package io.kawara.reading;

import io.kawara.pages.Box;
import io.kawara.serving.TinyDetector;
import io.kawara.vision.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A white page with black rectangles such as {@link TinyDetector} finds. */
record DrawnPage(int width, int height, List<Box> boxes) {
    /** As many rectangles as find room, each as far from the others as the detector needs, but where the page ends. */
    static DrawnPage random(SplittableRandom random, int width, int height) {
        var boxes = new ArrayList<Box>();
        for (int trial = 0; trial < 400; trial++) {
            int wide = random.nextInt(6, Math.min(width, TinyDetector.LARGEST));
            int high = random.nextInt(6, Math.min(height, TinyDetector.LARGEST));
            int left = random.nextInt(width - wide);
            int top = random.nextInt(height - high);
            var around = new Box(
                    left - TinyDetector.REACH,
                    top - TinyDetector.REACH,
                    left + wide + TinyDetector.REACH,
                    top + high + TinyDetector.REACH,
                    1);
            if (boxes.stream().allMatch(box -> box.intersection(around) == 0)
                    && left + wide < width
                    && top + high < height) {
                boxes.add(new Box(left, top, left + wide, top + high, 1));
            }
        }
        return new DrawnPage(width, height, boxes);
    }

    Image image() {
        var pixels = new byte[width * height * 3];
        Arrays.fill(pixels, (byte) -1);
        for (var box : boxes) {
            for (int y = (int) box.top(); y < box.bottom(); y++) {
                int from = y * width;
                Arrays.fill(pixels, (from + (int) box.left()) * 3, (from + (int) box.right()) * 3, (byte) 0);
            }
        }
        return Image.of(width, height, 3, pixels);
    }

    static Image dark(int width, int height) {
        return Image.of(width, height, 3, new byte[width * height * 3]);
    }
}
