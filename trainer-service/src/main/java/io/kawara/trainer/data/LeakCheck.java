package io.kawara.trainer.data;

import io.kawara.trainer.recipe.SplitKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Finds rows of different parts of a split by which a training would know what it is measured on: equal items, and items of one group. */
final class LeakCheck {
    private static final int NAMED = 3;

    private final DataSet data;
    private final Contents contents;
    private final List<String> parts;

    LeakCheck(DataSet data, Split split, Contents contents) {
        this.data = data;
        this.contents = contents;
        parts = split.parts(data.size());
    }

    /** Throws an {@link IllegalArgumentException} that names rows where there is a leak that the keys do not allow. */
    void require(SplitKeys keys) {
        if (keys.duplicates() != SplitKeys.Duplicates.IGNORE) {
            var leaks = items();
            if (!leaks.isEmpty()) {
                throw new IllegalArgumentException(
                        sentence(leaks, "are the same item")
                                + ". 'split.duplicates: together' deals such rows to one part where no groups or files decide, 'ignore' lets them be");
            }
        }
        if (keys.borrow() == 0) { // borrowed rows leave their group on purpose
            var leaks = groups();
            if (!leaks.isEmpty()) {
                throw new IllegalArgumentException(sentence(leaks, "are of one group"));
            }
        }
    }

    /** Pairs of equal items in different parts; extra rows are learnt from whatever is predicted. */
    List<String> items() {
        var leaks = pairs(place -> contents.rows().get(place));
        var places = new HashMap<String, Integer>();
        for (int place = 0; place < data.size(); place++) {
            places.put(contents.rows().get(place), place);
        }
        for (int extra = 0; extra < data.extra().size(); extra++) {
            Integer place = places.get(contents.extra().get(extra));
            if (place != null) {
                leaks.add(data.extra().get(extra).id() + " (data.pseudo) and " + named(place));
            }
        }
        return leaks;
    }

    /** Pairs of one group in different parts. */
    List<String> groups() {
        return pairs(place -> data.rows().get(place).group());
    }

    private List<String> pairs(IntFunction<String> same) {
        Map<String, Integer> first = new HashMap<>();
        var pairs = new ArrayList<String>();
        for (int place = 0; place < data.size(); place++) {
            Integer other = first.putIfAbsent(same.apply(place), place);
            if (other != null && !parts.get(other).equals(parts.get(place))) {
                pairs.add(named(other) + " and " + named(place));
            }
        }
        return pairs;
    }

    private String named(int place) {
        return data.rows().get(place).id() + " (" + parts.get(place) + ")";
    }

    private String sentence(List<String> leaks, String what) {
        int named = Math.min(NAMED, leaks.size());
        return "the split of " + data.name() + " leaks: rows " + String.join(", ", leaks.subList(0, named))
                + (leaks.size() > named ? " and " + (leaks.size() - named) + " more pairs" : "") + " " + what;
    }
}
