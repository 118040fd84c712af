package io.kawara.trainer.pages;

import io.kawara.contracts.CharacterBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which predicted boxes of a page find which true ones, as COCO's evaluation decides: by falling score, each takes the free box that it overlaps most,
 * the later of two alike. Intersection over union, of boxes without the added pixel.
 */
final class Overlaps {
    private static final double LEAST = 0.5;

    private final int truths;
    /** Predictions by falling score; those alike in the order of the list. */
    private final List<Integer> ranked;

    /** For each prediction in that order the true boxes that it overlaps by {@value #LEAST} and more, and by how much. */
    private final List<List<Overlap>> found = new ArrayList<>();

    private record Overlap(int truth, double iou) {}

    Overlaps(List<CharacterBox> truth, List<CharacterBox> predictions) {
        truths = truth.size();
        ranked = IntStream.range(0, predictions.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -predictions.get(i).score()))
                .toList();
        for (int i : ranked) {
            var overlaps = new ArrayList<Overlap>();
            for (int t = 0; t < truths; t++) {
                double iou = iou(truth.get(t), predictions.get(i));
                if (iou >= LEAST) {
                    overlaps.add(new Overlap(t, iou));
                }
            }
            found.add(overlaps);
        }
    }

    List<Integer> ranked() {
        return ranked;
    }

    /** Which predictions, in the order of {@link #ranked}, find a box that they overlap by {@code least}, 0.5 or more. */
    boolean[] matched(double least) {
        var taken = new boolean[truths];
        var matched = new boolean[found.size()];
        for (int i = 0; i < matched.length; i++) {
            Overlap best = null;
            for (Overlap overlap : found.get(i)) {
                if (!taken[overlap.truth()]
                        && overlap.iou() >= least
                        && (best == null || overlap.iou() >= best.iou())) {
                    best = overlap;
                }
            }
            if (best != null) {
                taken[best.truth()] = true;
                matched[i] = true;
            }
        }
        return matched;
    }

    Tally tally(double least) {
        var matched = matched(least);
        int right =
                (int) IntStream.range(0, matched.length).filter(i -> matched[i]).count();
        return new Tally(right, matched.length - right, truths - right);
    }

    /** Intersection over union, in [0,1]. */
    static double iou(CharacterBox a, CharacterBox b) {
        double width = Math.min(a.x() + a.w(), b.x() + b.w()) - Math.max(a.x(), b.x());
        double height = Math.min(a.y() + a.h(), b.y() + b.h()) - Math.max(a.y(), b.y());
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double both = width * height;
        return both / ((double) a.w() * a.h() + (double) b.w() * b.h() - both);
    }
}
