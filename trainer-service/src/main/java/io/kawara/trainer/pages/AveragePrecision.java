package io.kawara.trainer.pages;

import io.kawara.contracts.CharacterBox;
import io.kawara.pages.Page;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Average precision as COCO defines it: the area under the curve of precision over recall, taken at 101 points of recall from a curve that never rises,
 * the mean over intersections over union of 0.50, 0.55 ... 0.95 and over the classes that occur. No limit to the boxes of a page.
 *
 * <p>Pages may count several times, or not at all, so that they can be drawn anew without being compared anew.
 */
final class AveragePrecision {
    private static final int THRESHOLDS = 10;
    private static final int POINTS = 101;

    private final List<Kind> classes = new ArrayList<>();

    /** A prediction, and at which thresholds it found its box. */
    private record Found(int page, double score, BitSet at) {}

    /** All of a class: how many there are on each page that has some, and what was predicted, by falling score. */
    private record Kind(Map<Integer, Integer> truths, List<Found> found) {}

    private AveragePrecision() {}

    /** @param byCode whether each code is a class of its own; else every box is of one class */
    static AveragePrecision of(List<Page> truth, List<Page> predictions, boolean byCode) {
        Function<CharacterBox, String> name = byCode ? CharacterBox::code : box -> "";
        var classes = new TreeMap<String, Kind>();
        for (int page = 0; page < truth.size(); page++) {
            var predicted = byClass(predictions.get(page), name);
            var real = byClass(truth.get(page), name);
            for (var each : real.entrySet()) {
                var of = classes.computeIfAbsent(each.getKey(), key -> new Kind(new HashMap<>(), new ArrayList<>()));
                of.truths().put(page, each.getValue().size());
            }
            for (var each : predicted.entrySet()) {
                var of = classes.computeIfAbsent(each.getKey(), key -> new Kind(new HashMap<>(), new ArrayList<>()));
                of.found().addAll(found(page, real.getOrDefault(each.getKey(), List.of()), each.getValue()));
            }
        }
        var result = new AveragePrecision();
        classes.values().forEach(each -> each.found().sort(Comparator.comparingDouble(found -> -found.score())));
        result.classes.addAll(classes.values());
        return result;
    }

    private static Map<String, List<CharacterBox>> byClass(Page page, Function<CharacterBox, String> name) {
        return page.characters().stream().collect(Collectors.groupingBy(name));
    }

    private static List<Found> found(int page, List<CharacterBox> truth, List<CharacterBox> predictions) {
        var overlaps = new Overlaps(truth, predictions);
        var matched = IntStream.range(0, THRESHOLDS)
                .mapToObj(t -> overlaps.matched(threshold(t)))
                .toList();
        var all = new ArrayList<Found>();
        for (int i = 0; i < predictions.size(); i++) {
            var at = new BitSet(THRESHOLDS);
            for (int t = 0; t < THRESHOLDS; t++) {
                at.set(t, matched.get(t)[i]);
            }
            all.add(new Found(page, predictions.get(overlaps.ranked().get(i)).score(), at));
        }
        return all;
    }

    private static double threshold(int number) {
        return (50 + 5 * number) / 100.0;
    }

    /**
     * In [0,1]; NaN where there is nothing to find.
     *
     * @param times how often each page counts
     */
    double mean(int[] times) {
        double sum = 0;
        int counted = 0;
        for (Kind each : classes) {
            long truths = 0;
            for (var page : each.truths().entrySet()) {
                truths += (long) times[page.getKey()] * page.getValue();
            }
            for (int t = 0; truths > 0 && t < THRESHOLDS; t++) {
                sum += area(each.found(), t, truths, times);
                counted++;
            }
        }
        return counted == 0 ? Double.NaN : sum / counted;
    }

    private static double area(List<Found> found, int threshold, long truths, int[] times) {
        var precision = new double[found.size()];
        var recall = new double[found.size()];
        long right = 0;
        long all = 0;
        for (int i = 0; i < precision.length; i++) {
            int weight = times[found.get(i).page()];
            right += found.get(i).at().get(threshold) ? weight : 0;
            all += weight;
            precision[i] = all == 0 ? 0 : (double) right / all;
            recall[i] = (double) right / truths;
        }
        for (int i = precision.length - 1; i > 0; i--) {
            precision[i - 1] = Math.max(precision[i - 1], precision[i]);
        }
        double sum = 0;
        int at = 0;
        for (int point = 0; point < POINTS; point++) {
            while (at < recall.length && recall[at] < point * 0.01) {
                at++;
            }
            sum += at < recall.length ? precision[at] : 0;
        }
        return sum / POINTS;
    }
}
