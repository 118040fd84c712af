package io.kawara.trainer.pages;

import io.kawara.pages.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Predicted pages against true ones: all of them, and group by group. */
public final class PageReport {
    private final double iou;
    private final Bootstrap bootstrap;

    /**
     * How right the predictions of a group are; each in [0,1].
     *
     * @param score the competition's micro F1, of characters
     * @param boxF1 of boxes, whatever their codes; it and what follows are null where predictions are points
     * @param boxPrecision COCO's mean average precision of boxes, whatever their codes
     * @param codePrecision the same with each code a class
     */
    public record Line(
            String group,
            int pages,
            Tally characters,
            Bootstrap.Estimate score,
            Bootstrap.Estimate boxF1,
            Bootstrap.Estimate boxPrecision,
            Bootstrap.Estimate codePrecision) {}

    /**
     * A way to compare.
     *
     * @param iou from which overlap on, 0.5 to 1, a box is found in {@code boxF1}
     */
    public PageReport(double iou, Bootstrap bootstrap) {
        if (!(iou >= 0.5 && iou <= 1)) {
            throw new IllegalArgumentException("the overlap of boxes is measured from 0.5 to 1, not from " + iou);
        }
        this.iou = iou;
        this.bootstrap = bootstrap;
    }

    /** All pages first, then the groups by name if there are several. A page of which nothing is predicted has no characters predicted. */
    public List<Line> compare(List<Page> truth, List<Page> predictions) {
        Map<String, Page> byId = predictions.stream()
                .collect(Collectors.toMap(Page::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        var predicted = truth.stream()
                .map(page -> byId.getOrDefault(page.id(), new Page(page.id(), page.group(), List.of())))
                .toList();
        truth.forEach(page -> byId.remove(page.id()));
        if (!byId.isEmpty()) {
            throw new IllegalArgumentException(byId.size() + " predicted pages are not in the truth, such as "
                    + byId.keySet().iterator().next());
        }
        boolean boxes =
                predictions.stream().allMatch(Page::hasBoxes) && truth.stream().allMatch(Page::hasBoxes);
        var lines = new ArrayList<Line>(List.of(line(Page.ALL, truth, predicted, boxes)));
        var groups = new TreeMap<String, List<Integer>>();
        for (int i = 0; i < truth.size(); i++) {
            groups.computeIfAbsent(truth.get(i).group(), group -> new ArrayList<>())
                    .add(i);
        }
        if (groups.size() > 1) {
            groups.forEach((group, pages) -> lines.add(line(
                    group,
                    pages.stream().map(truth::get).toList(),
                    pages.stream().map(predicted::get).toList(),
                    boxes)));
        }
        return lines;
    }

    private Line line(String group, List<Page> truth, List<Page> predictions, boolean boxes) {
        int pages = truth.size();
        var characters = IntStream.range(0, pages)
                .mapToObj(i -> PageScore.of(
                        truth.get(i).characters(), predictions.get(i).characters()))
                .toList();
        return new Line(
                group,
                pages,
                sum(characters, IntStream.range(0, pages).map(i -> 1).toArray()),
                bootstrap.estimate(pages, times -> sum(characters, times).f1()),
                boxes ? boxF1(truth, predictions) : null,
                boxes ? precision(truth, predictions, false) : null,
                boxes ? precision(truth, predictions, true) : null);
    }

    private Bootstrap.Estimate boxF1(List<Page> truth, List<Page> predictions) {
        var found = IntStream.range(0, truth.size())
                .mapToObj(i -> new Overlaps(
                                truth.get(i).characters(), predictions.get(i).characters())
                        .tally(iou))
                .toList();
        return bootstrap.estimate(truth.size(), times -> sum(found, times).f1());
    }

    private Bootstrap.Estimate precision(List<Page> truth, List<Page> predictions, boolean byCode) {
        return bootstrap.estimate(truth.size(), AveragePrecision.of(truth, predictions, byCode)::mean);
    }

    private static Tally sum(List<Tally> tallies, int[] times) {
        Tally sum = Tally.NONE;
        for (int i = 0; i < times.length; i++) {
            sum = sum.plus(tallies.get(i), times[i]);
        }
        return sum;
    }
}
