package io.kawara.pages;

import io.kawara.contracts.CharacterBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Other ways to find a reading order, to compare with; vertical pages only. Each answers indices of boxes. */
final class OrderPeers {
    private static final double SHRUNK = 0.25;

    /** The share of right successors over all pages, by peer. */
    static Map<String, Double> shares(List<Page> pages) {
        Map<String, Function<List<Placed>, List<Integer>>> peers = Map.of(
                "sequences", OrderPeers::sequences,
                "column clusters", OrderPeers::clusters,
                "XY-cut", OrderPeers::widestGap);
        var shares = new TreeMap<String, Double>();
        peers.forEach((name, peer) -> {
            var measured = pages.stream()
                    .map(page -> OrderAgreement.of("", peer.apply(placed(page.characters()))))
                    .toList();
            shares.put(
                    name,
                    (double) measured.stream().mapToLong(OrderAgreement::right).sum()
                            / measured.stream()
                                    .mapToLong(OrderAgreement::successors)
                                    .sum());
        });
        return shares;
    }

    private static List<Placed> placed(List<CharacterBox> boxes) {
        return Placed.on(boxes, Layout.VERTICAL);
    }

    /**
     * Of the boxes that begin above a box and share some of its width, the one that ends lowest is before it; a box keeps the last that it is before.
     * Sequences from right to left.
     */
    private static List<Integer> sequences(List<Placed> boxes) {
        Map<Placed, Placed> after = new HashMap<>();
        for (Placed box : boxes) {
            boxes.stream()
                    .filter(other -> other.top() < box.top() && other.sharesColumn(box))
                    .max(Comparator.comparingDouble(Placed::bottom))
                    .ifPresent(before -> after.put(before, box));
        }
        return boxes.stream()
                .filter(box -> !after.containsValue(box))
                .sorted(Comparator.comparingDouble(box -> -box.middle()))
                .flatMap(first -> java.util.stream.Stream.iterate(first, box -> box != null, after::get))
                .map(Placed::index)
                .toList();
    }

    /** Columns over the whole height of the page, parted where the boxes' middles are far apart. */
    private static List<Integer> clusters(List<Placed> boxes) {
        double unit = Placed.median(boxes, Placed::width);
        var sorted = boxes.stream()
                .sorted(Comparator.comparingDouble(box -> -box.middle()))
                .toList();
        var order = new ArrayList<Integer>();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || sorted.get(i - 1).middle() - sorted.get(i).middle() > unit / 2) {
                sorted.subList(from, i).stream()
                        .sorted(Comparator.comparingDouble(Placed::centre))
                        .forEach(box -> order.add(box.index()));
                from = i;
            }
        }
        return order;
    }

    /** Cut at the widest gap of the boxes' middle halves, whichever way it runs. */
    private static List<Integer> widestGap(List<Placed> boxes) {
        var columns =
                new Gaps(boxes, box -> -box.right() + SHRUNK * box.width(), box -> -box.left() - SHRUNK * box.width());
        var rows =
                new Gaps(boxes, box -> box.top() + SHRUNK * box.height(), box -> box.bottom() - SHRUNK * box.height());
        var gaps = columns.widest() >= rows.widest() ? columns : rows;
        if (boxes.size() < 2 || gaps.widest() <= 0) {
            return boxes.stream()
                    .sorted(Comparator.comparingDouble(Placed::centre))
                    .map(Placed::index)
                    .toList();
        }
        int place = IntStream.range(1, boxes.size())
                .filter(i -> gaps.gap(i) == gaps.widest())
                .findFirst()
                .orElseThrow();
        return gaps.cut(List.of(place)).stream()
                .flatMap(part -> widestGap(part).stream())
                .toList();
    }

    private OrderPeers() {}
}
