package io.kawara.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well an order agrees with the true one, which is that of the boxes in the file.
 *
 * @param successors pairs of boxes that truly follow each other
 * @param right those that follow each other in the found order as well
 * @param tau the mean over pages of Kendall's tau: the share of pairs of boxes in the right order less the share of the others, in [-1,1]; 1 of a page
 *     with fewer than two boxes
 */
public record OrderAgreement(String group, int pages, long characters, long successors, long right, double tau) {
    /** All pages first, then the groups as they come if there are several. */
    public static List<OrderAgreement> measure(List<Page> truth, Layout layout) {
        var single = truth.stream()
                .map(page -> of(
                        page.group(), ReadingOrder.of(page.characters(), layout).order()))
                .toList();
        var all = new ArrayList<OrderAgreement>(List.of(sum(Page.ALL, single)));
        Map<String, List<OrderAgreement>> groups = new LinkedHashMap<>();
        single.forEach(page ->
                groups.computeIfAbsent(page.group(), group -> new ArrayList<>()).add(page));
        if (groups.size() > 1) {
            groups.forEach((group, pages) -> all.add(sum(group, pages)));
        }
        return all;
    }

    static OrderAgreement of(String group, List<Integer> order) {
        long right = 0;
        for (int i = 1; i < order.size(); i++) {
            right += order.get(i) == order.get(i - 1) + 1 ? 1 : 0;
        }
        return new OrderAgreement(group, 1, order.size(), Math.max(0, order.size() - 1), right, tau(order));
    }

    private static OrderAgreement sum(String group, List<OrderAgreement> pages) {
        return new OrderAgreement(
                group,
                pages.size(),
                pages.stream().mapToLong(OrderAgreement::characters).sum(),
                pages.stream().mapToLong(OrderAgreement::successors).sum(),
                pages.stream().mapToLong(OrderAgreement::right).sum(),
                pages.stream().mapToDouble(OrderAgreement::tau).average().orElse(Double.NaN));
    }

    /** The share of right successors, in [0,1]; 1 where there are none. */
    public double share() {
        return successors == 0 ? 1 : (double) right / successors;
    }

    private static double tau(List<Integer> order) {
        int[] places = order.stream().mapToInt(Integer::intValue).toArray();
        double pairs = places.length * (places.length - 1.0) / 2;
        return pairs == 0 ? 1 : 1 - 2 * inversions(places, new int[places.length], 0, places.length) / pairs;
    }

    /** Pairs in the wrong order, counted while merging. */
    private static long inversions(int[] values, int[] spare, int from, int to) {
        if (to - from < 2) {
            return 0;
        }
        int half = (from + to) / 2;
        long count = inversions(values, spare, from, half) + inversions(values, spare, half, to);
        System.arraycopy(values, from, spare, from, to - from);
        int left = from;
        int right = half;
        for (int i = from; i < to; i++) {
            if (right >= to || (left < half && spare[left] <= spare[right])) {
                values[i] = spare[left++];
            } else {
                count += half - left;
                values[i] = spare[right++];
            }
        }
        return count;
    }
}
