package io.kawara.reading;

import io.kawara.contracts.CharacterBox;
import io.kawara.serving.ContextInput;
import io.kawara.vision.Image;
import java.util.ArrayList;
import java.util.List;

/** What a classifier says of boxes on one page, on average over the sizes at which it looks at the page. For one thread at a time. */
public final class RegionLogits {
    private final Classifier classifier;
    private final List<SizedPage> sizes = new ArrayList<>();
    private final int width;
    private final int height;

    /** What reads boxes on a page of one size. */
    public interface Classifier {
        /**
         * Logits {@code [boxes][labels]}.
         *
         * @param page pixels {@code [height, width, channels]}
         * @param boxes left, upper, right and lower side of each in pixels of that page
         */
        float[][] logits(byte[] page, int width, int height, float[][] boxes);
    }

    /** Brings a page to its sizes; it may be closed afterwards. */
    public RegionLogits(Image page, ContextInput input, Classifier classifier) {
        this.classifier = classifier;
        width = page.width();
        height = page.height();
        for (int longSide : input.longSides()) {
            sizes.add(SizedPage.of(page, longSide, input.channels(), false));
        }
    }

    /** Mean logits {@code [boxes][labels]} of boxes in pixels of the page. */
    public float[][] of(List<CharacterBox> boxes) {
        float[][] sums = null;
        for (var page : sizes) {
            var logits = classifier.logits(page.pixels(), page.width(), page.height(), sides(boxes, page));
            if (sums == null) {
                sums = logits;
            } else {
                add(sums, logits);
            }
        }
        for (var row : sums) {
            for (int label = 0; label < row.length; label++) {
                row[label] /= sizes.size();
            }
        }
        return sums;
    }

    private static void add(float[][] sums, float[][] logits) {
        for (int box = 0; box < sums.length; box++) {
            for (int label = 0; label < sums[box].length; label++) {
                sums[box][label] += logits[box][label];
            }
        }
    }

    private float[][] sides(List<CharacterBox> boxes, SizedPage page) {
        float across = (float) page.width() / width;
        float down = (float) page.height() / height;
        return boxes.stream()
                .map(box -> new float[] {
                    box.x() * across, box.y() * down, (box.x() + box.w()) * across, (box.y() + box.h()) * down
                })
                .toArray(float[][]::new);
    }
}
