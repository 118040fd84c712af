package io.kawara.trainer.detect;

import io.kawara.pages.Box;
import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.zoo.CentreNet;
import java.util.Arrays;
import java.util.List;

/**
 * What a detector's maps should say of a crop: {@code [7, places, places]}, see {@link Loss.Detection}.
 *
 * <p>How near a place is to a middle falls off as a Gaussian with a box's own width and height (Liu et al., Training-Time-Friendly Network, 2019), so that
 * of characters that touch each keeps a peak. Boxes are learnt at their middles and, by how near they are, at the places around.
 */
final class MapTargets {
    /** Maps of each crop. */
    static final int MAPS = 7;

    private static final int COUNTS = 5;
    private static final int SCORED = 6;

    /** The share of a box in which places are near its middle, and the least deviation in places. */
    private static final double CORE = 0.54;

    private static final double NARROWEST = 0.35;
    /** Places as near as this to the middle learn the box. */
    private static final double NEAR = 0.3;

    /** A character smaller than a place may lie beside that place's middle; distances are above 0. */
    private static final float LEAST = 0.1f;

    private final int places;
    private final float[] targets;
    /** How near each place is to the box that it learns. */
    private final float[] nearest;

    private final int[] owner;

    private MapTargets(int size) {
        places = size / CentreNet.STRIDE;
        targets = new float[MAPS * places * places];
        nearest = new float[places * places];
        owner = new int[places * places];
        Arrays.fill(owner, -1);
        Arrays.fill(targets, SCORED * places * places, targets.length, 1);
    }

    /**
     * The maps for a square crop.
     *
     * @param boxes in pixels of the crop, in part beyond it
     * @param visible the share of a box that must lie in the crop; where less does, nothing is asked
     */
    static float[] of(List<Box> boxes, int size, double visible) {
        var maps = new MapTargets(size);
        for (int i = 0; i < boxes.size(); i++) {
            var box = boxes.get(i);
            var seen = new Box(
                    Math.max(0, box.left()),
                    Math.max(0, box.top()),
                    Math.min(size, box.right()),
                    Math.min(size, box.bottom()),
                    1);
            if (seen.width() <= 0 || seen.height() <= 0) {
                continue;
            }
            if (seen.area() >= visible * box.area()) {
                maps.add(i, seen);
            } else {
                maps.ignore(seen);
            }
        }
        maps.share();
        return maps.targets;
    }

    private void ignore(Box box) {
        for (int y = place(box.top()); y <= place(Math.nextDown(box.bottom())); y++) {
            for (int x = place(box.left()); x <= place(Math.nextDown(box.right())); x++) {
                targets[at(SCORED, x, y)] = 0;
            }
        }
    }

    private void add(int number, Box box) {
        int middleX = place((box.left() + box.right()) / 2);
        int middleY = place((box.top() + box.bottom()) / 2);
        double across = deviation(box.width());
        double down = deviation(box.height());
        int reachX = (int) Math.ceil(3 * across);
        int reachY = (int) Math.ceil(3 * down);
        for (int y = Math.max(0, middleY - reachY); y <= Math.min(places - 1, middleY + reachY); y++) {
            for (int x = Math.max(0, middleX - reachX); x <= Math.min(places - 1, middleX + reachX); x++) {
                double dx = (x - middleX) / across;
                double dy = (y - middleY) / down;
                float near = (float) Math.exp(-(dx * dx + dy * dy) / 2);
                targets[at(0, x, y)] = Math.max(targets[at(0, x, y)], near);
                boolean middle = x == middleX && y == middleY;
                if (near > nearest[y * places + x] && (middle || (near >= NEAR && holds(box, x, y)))) {
                    own(number, box, x, y, near);
                }
            }
        }
    }

    /** As in TTFNet: a sixth of the core's diameter, in places. */
    private static double deviation(double side) {
        return Math.max(NARROWEST, (CORE * side / CentreNet.STRIDE + 1) / 6);
    }

    private void own(int number, Box box, int x, int y, float near) {
        nearest[y * places + x] = near;
        owner[y * places + x] = number;
        targets[at(1, x, y)] = (float) Math.max(LEAST, middle(x) - box.left());
        targets[at(2, x, y)] = (float) Math.max(LEAST, middle(y) - box.top());
        targets[at(3, x, y)] = (float) Math.max(LEAST, box.right() - middle(x));
        targets[at(4, x, y)] = (float) Math.max(LEAST, box.bottom() - middle(y));
    }

    /** Makes what each box counts add up to 1; its middle is asked for even where another's edge is not. */
    private void share() {
        var sums = new double[Arrays.stream(owner).max().orElse(0) + 1];
        for (int i = 0; i < owner.length; i++) {
            if (owner[i] >= 0) {
                sums[owner[i]] += nearest[i];
            }
        }
        int map = places * places;
        for (int i = 0; i < owner.length; i++) {
            if (owner[i] >= 0) {
                targets[COUNTS * map + i] = (float) (nearest[i] / sums[owner[i]]);
                targets[SCORED * map + i] = 1;
            }
        }
    }

    private static boolean holds(Box box, int x, int y) {
        return middle(x) > box.left() && middle(x) < box.right() && middle(y) > box.top() && middle(y) < box.bottom();
    }

    private int at(int map, int x, int y) {
        return (map * places + y) * places + x;
    }

    private int place(double pixel) {
        return Math.max(0, Math.min(places - 1, (int) (pixel / CentreNet.STRIDE)));
    }

    private static double middle(int place) {
        return (place + 0.5) * CentreNet.STRIDE;
    }
}
