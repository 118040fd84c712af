package io.kawara.pages;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The boxes whose middles are nearest to a box's, found in a k-d tree (Bentley, 1975): a page of 20,000 boxes, however they lie, is no matter of 20,000
 * times 20,000 distances.
 */
final class NearestBoxes {
    private final double[] x;
    private final double[] y;

    /** The tree: a range's middle place parts it, by x and by y in turn. */
    private final int[] tree;

    NearestBoxes(List<Box> boxes) {
        x = boxes.stream().mapToDouble(box -> (box.left() + box.right()) / 2).toArray();
        y = boxes.stream().mapToDouble(box -> (box.top() + box.bottom()) / 2).toArray();
        var order = IntStream.range(0, x.length).boxed().toArray(Integer[]::new);
        part(order, 0, order.length, true);
        tree = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private void part(Integer[] order, int from, int to, boolean byX) {
        if (to - from < 2) {
            return;
        }
        double[] axis = byX ? x : y;
        Arrays.sort(order, from, to, Comparator.comparingDouble(i -> axis[i]));
        int middle = (from + to) >>> 1;
        part(order, from, middle, !byX);
        part(order, middle + 1, to, !byX);
    }

    /** The indices of at most {@code count} other boxes, nearest first. */
    int[] to(int box, int count) {
        var near = new Near(box, Math.min(count, x.length - 1));
        near.search(0, tree.length, true);
        return near.found;
    }

    double distance(int one, int other) {
        return Math.hypot(x[other] - x[one], y[other] - y[one]);
    }

    /** Radians from one box to another: 0 to the right, a quarter turn downwards. */
    double angle(int one, int other) {
        return Math.atan2(y[other] - y[one], x[other] - x[one]);
    }

    private final class Near {
        private final int box;
        private final int[] found;
        private final double[] distances;

        Near(int box, int count) {
            this.box = box;
            found = new int[count];
            distances = new double[count];
            Arrays.fill(distances, Double.POSITIVE_INFINITY);
        }

        void search(int from, int to, boolean byX) {
            if (from >= to || found.length == 0) {
                return;
            }
            int middle = (from + to) >>> 1;
            int here = tree[middle];
            if (here != box) {
                offer(here, distance(box, here));
            }
            double across = byX ? x[box] - x[here] : y[box] - y[here];
            boolean before = across < 0;
            search(before ? from : middle + 1, before ? middle : to, !byX);
            if (Math.abs(across) < distances[distances.length - 1]) {
                search(before ? middle + 1 : from, before ? to : middle, !byX);
            }
        }

        private void offer(int other, double distance) {
            int place = found.length;
            while (place > 0 && distance < distances[place - 1]) {
                place--;
            }
            if (place < found.length) {
                System.arraycopy(found, place, found, place + 1, found.length - place - 1);
                System.arraycopy(distances, place, distances, place + 1, found.length - place - 1);
                found[place] = other;
                distances[place] = distance;
            }
        }
    }
}
