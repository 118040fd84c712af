package io.kawara.pages;

import io.kawara.contracts.CharacterBox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * In which order a page's boxes are read, and where its lines end. Boxes are all that is looked at, and the order in which they are given does not matter.
 *
 * <p>Recursive XY-cut (Nagy, Seth and Viswanathan 1992) with a preference: a page is cut between columns at the widest gap, unless a white band across
 * it looks like the end of a block. Text that goes on leaves gaps that are small and alike in every column; where a block ends, columns end raggedly, so
 * the band counts by the mean of the gaps at it, and not at all if one of them is small. Boxes count with the middle half of their width, for columns lean
 * and touch. What no gap cuts is dealt out to columns by the boxes' middles. Small notes beside a line (furigana) follow that line.
 *
 * <p>Lengths are in units of the median width of a page's boxes. None of the constants is delicate: see {@code docs/pages.md}.
 */
public final class ReadingOrder {
    /** How much of a box is left away on either side, a share of its width. */
    private static final double LEANING = 0.25;
    /** The least gap between columns that are cut apart. */
    private static final double LEAST_GAP = 0.1;
    /** The least gap of each column at the end of a block. */
    private static final double LEAST_BREAK = 0.8;
    /** So many times the gap between columns must gaps within the columns measure to count for more. */
    private static final double PREFERENCE = 3;
    /** Gaps within this share of the widest are cut together. */
    private static final double ALIKE = 0.95;
    /** Boxes whose middles are farther apart are of different columns. */
    private static final double SAME_COLUMN = 0.5;

    private final List<CharacterBox> boxes;
    private final Neighbours neighbours;
    private final double unit;
    private final List<List<Integer>> lines = new ArrayList<>();

    private ReadingOrder(List<CharacterBox> boxes, Layout layout) {
        this.boxes = boxes;
        var placed = Placed.on(boxes, layout.of(boxes));
        neighbours = new Neighbours(placed);
        unit = Math.max(1, Placed.median(placed, Placed::width));
        var notes = new SideNotes(placed, unit);
        read(notes.others());
        notes.insert(lines);
    }

    public static ReadingOrder of(List<CharacterBox> boxes, Layout layout) {
        return new ReadingOrder(boxes, layout);
    }

    /** The lines in order, each the indices of its boxes in order. */
    public List<List<Integer>> lines() {
        return lines;
    }

    /** The indices of all boxes in order. */
    public List<Integer> order() {
        return lines.stream().flatMap(List::stream).toList();
    }

    /** What is written there, with a line break after each line but the last. */
    public String transcription() {
        return lines.stream().map(this::text).collect(Collectors.joining("\n"));
    }

    /** What is written in one of {@link #lines}. */
    public String text(List<Integer> line) {
        return line.stream().map(i -> Page.text(boxes.get(i))).collect(Collectors.joining());
    }

    private void read(List<Placed> page) {
        var parts = new ArrayDeque<List<Placed>>(
                List.of(page)); // not recursive: a page of thousands of boxes may be cut as often
        while (!parts.isEmpty()) {
            var part = parts.pop();
            var cut = part.size() < 2 ? List.of(part) : cut(part);
            if (cut.size() == 1) {
                columns(part).forEach(this::line);
            } else {
                for (int i = cut.size() - 1; i >= 0; i--) {
                    parts.push(cut.get(i));
                }
            }
        }
    }

    private void line(List<Placed> column) {
        lines.add(column.stream()
                .sorted(Comparator.comparingDouble(Placed::centre).thenComparingDouble(box -> -box.middle()))
                .map(Placed::index)
                .toList());
    }

    /** The parts in order; one part if there is nowhere to cut. */
    private List<List<Placed>> cut(List<Placed> part) {
        var columns =
                new Gaps(part, box -> -box.right() + LEANING * box.width(), box -> -box.left() - LEANING * box.width());
        double gap = columns.widest() / unit;
        boolean apart = gap >= LEAST_GAP;
        var bands = new Gaps(part, Placed::top, Placed::bottom);
        double end = 0;
        int cut = 0;
        for (int at : bands.places()) {
            double strength = blockEnd(bands.sorted(), at, bands.gap(at));
            if (strength > end) {
                end = strength;
                cut = at;
            }
        }
        if (end > Math.max(LEAST_BREAK, apart ? PREFERENCE * gap : 0)
                && (apart || columns(part).size() > 1)) {
            return bands.cut(List.of(cut));
        }
        return apart ? columns.cut(columns.places(ALIKE * columns.widest())) : List.of(part);
    }

    /** How much a white band looks like the end of a block: the mean gap of the columns across it; 0 if the gap of any is small. */
    private double blockEnd(List<Placed> sorted, int at, double white) {
        double least = Double.POSITIVE_INFINITY;
        double sum = 0;
        int across = 0;
        double foot = sorted.get(at).top();
        for (Placed box : sorted.subList(0, at)) {
            Placed next = neighbours.below(box);
            if (next != null && next.top() >= foot) {
                least = Math.min(least, neighbours.gap(box));
                sum += neighbours.gap(box);
                across++;
            }
        }
        if (across == 0) {
            return white / unit;
        }
        return least / unit < LEAST_BREAK ? 0 : sum / across / unit;
    }

    private List<List<Placed>> columns(List<Placed> part) {
        var sorted = part.stream()
                .sorted(Comparator.comparingDouble(box -> -box.middle()))
                .toList();
        var columns = new ArrayList<List<Placed>>();
        double last = Double.POSITIVE_INFINITY;
        for (Placed box : sorted) {
            if (last - box.middle() > SAME_COLUMN * unit) {
                columns.add(new ArrayList<>());
            }
            columns.get(columns.size() - 1).add(box);
            last = box.middle();
        }
        return columns;
    }
}
