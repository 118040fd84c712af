package io.kawara.pages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Small characters beside a line that say how its characters are read (furigana): right of vertical lines, above horizontal ones. A small box is a note if
 * it stands close beside a large one and no large one stands over or under it, for many characters of a line are small as well.
 */
final class SideNotes {
    /** Boxes are small below this share of the median width, in width and in height. */
    private static final double SMALL = 0.6;
    /** How near, in median widths, the character beside must be; and how near one over or under would be. */
    private static final double BESIDE = 0.5;

    private static final double OVER = 2;

    private final List<Placed> others = new ArrayList<>();
    private final Map<Placed, Integer> notes = new HashMap<>();

    /** @param unit the median width in pixels */
    SideNotes(List<Placed> boxes, double unit) {
        var large = boxes.stream()
                .filter(box -> box.width() >= SMALL * unit || box.height() >= SMALL * unit)
                .toList();
        var isLarge = new HashSet<>(large);
        for (Placed box : boxes) {
            Placed beside = isLarge.contains(box) ? null : beside(box, large, unit);
            if (beside == null) {
                others.add(box);
            } else {
                notes.put(box, beside.index());
            }
        }
    }

    private static Placed beside(Placed note, List<Placed> large, double unit) {
        Placed nearest = null;
        for (Placed box : large) {
            double between = Math.max(box.top() - note.bottom(), note.top() - box.bottom());
            boolean sameColumn = box.left() <= note.middle() && note.middle() <= box.right();
            if (sameColumn && between < OVER * unit) {
                return null;
            }
            double gap = note.left() - box.right();
            if (note.middle() > box.right() && gap < BESIDE * unit && between < 0) {
                nearest = nearest == null || box.right() > nearest.right() ? box : nearest;
            }
        }
        return nearest;
    }

    /** What is not a note. */
    List<Placed> others() {
        return others;
    }

    /** Puts the notes of each line, in order, as a line of their own behind it. */
    void insert(List<List<Integer>> lines) {
        var sorted = notes.keySet().stream()
                .sorted(Comparator.comparingDouble(Placed::centre).thenComparingDouble(note -> -note.middle()))
                .toList();
        for (int i = lines.size() - 1; i >= 0 && !sorted.isEmpty(); i--) {
            Set<Integer> line = new HashSet<>(lines.get(i));
            var beside = sorted.stream()
                    .filter(note -> line.contains(notes.get(note)))
                    .map(Placed::index)
                    .toList();
            if (!beside.isEmpty()) {
                lines.add(i + 1, beside);
            }
        }
    }
}
