package io.kawara.trainer.labels;

import io.kawara.contracts.Label;
import io.kawara.contracts.Ruling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Decides which of an image's labels count. Whatever came in which order, the same labels come to the same states.
 *
 * <ol>
 *   <li>What was refused or revoked is out. What its annotator took back is out, and what stood before it is in again.
 *   <li>What a guard holds waits, unless it was released.
 *   <li>Of one annotator the latest goes. A person's goes before any model's.
 *   <li>Annotators who contradict each other: golden labels go before others; among equals those with more weight together. Where neither has more, none
 *       counts until somebody takes his back, or one more says what it is.
 * </ol>
 */
final class LabelStates {
    static final Comparator<LabelRow> ORDER = Comparator.comparing(
                    (LabelRow row) -> row.label().at())
            .thenComparing(row -> row.label().id());
    private static final double EQUAL = 1e-9;

    private final List<LabelRow> rows;
    private final Map<String, Standing> standings = new LinkedHashMap<>();

    private LabelStates(List<LabelRow> rows) {
        this.rows = rows.stream().sorted(ORDER).toList();
    }

    /**
     * The states of all labels of one image, by id.
     *
     * @param holds why labels of a source are held; null where they are not
     */
    static Map<String, Standing> of(List<LabelRow> labels, Function<String, String> holds) {
        return new LabelStates(labels).decide(holds);
    }

    private Map<String, Standing> decide(Function<String, String> holds) {
        Set<String> takenBack = takenBack();
        List<LabelRow> said = new ArrayList<>();
        List<LabelRow> open = new ArrayList<>();
        for (var row : rows) {
            var out = out(row, takenBack);
            if (out != null) {
                standings.put(row.label().id(), out);
                continue;
            }
            said.add(row);
            String held = row.isReleased() || !row.isHuman() ? null : held(row, holds);
            if (held == null) {
                open.add(row);
            } else {
                standings.put(row.label().id(), new Standing(State.HELD, held));
            }
        }
        List<LabelRow> people = latest(open.stream().filter(LabelRow::isHuman).toList());
        models(open.stream().filter(row -> !row.isHuman()).toList(), people);
        compare(said, settle(people));
        return standings;
    }

    private static Standing out(LabelRow row, Set<String> takenBack) {
        if (row.refusal() != null) {
            return new Standing(State.REFUSED, row.refusal());
        }
        if (row.isOut()) {
            return new Standing(
                    row.verdict() == Ruling.Verdict.REFUSE ? State.REFUSED : State.REVOKED, row.verdictReason());
        }
        if (row.label().withdraws() != null) {
            return new Standing(State.WITHDRAWN, "takes back " + row.label().withdraws());
        }
        return takenBack.contains(row.label().id())
                ? new Standing(State.WITHDRAWN, row.label().by() + " took it back")
                : null;
    }

    /** From the latest on: what is itself taken back takes nothing back. */
    private Set<String> takenBack() {
        Set<String> taken = new HashSet<>();
        for (int i = rows.size() - 1; i >= 0; i--) {
            Label back = rows.get(i).label();
            if (back.withdraws() == null || rows.get(i).isOut() || taken.contains(back.id())) {
                continue;
            }
            rows.subList(0, i).stream()
                    .map(LabelRow::label)
                    .filter(label ->
                            label.id().equals(back.withdraws()) && label.by().equals(back.by()))
                    .forEach(label -> taken.add(label.id()));
        }
        return taken;
    }

    /** A golden label is what sources are judged by, and is not held for its source's others: or two sources could hold each other. */
    private static String held(LabelRow row, Function<String, String> holds) {
        if (row.flood()) {
            return row.label().source() + " sent more labels within the hour than its quota";
        }
        return row.label().golden() ? null : holds.apply(row.label().source());
    }

    /** The latest of each annotator; the former ones are superseded. */
    private List<LabelRow> latest(List<LabelRow> labels) {
        Map<String, LabelRow> latest = new LinkedHashMap<>();
        for (var row : labels) {
            var former = latest.put(row.label().by(), row);
            if (former != null) {
                standings.put(
                        former.label().id(),
                        new Standing(
                                State.SUPERSEDED, "superseded by " + row.label().id()));
            }
        }
        return List.copyOf(latest.values());
    }

    private void models(List<LabelRow> pseudo, List<LabelRow> people) {
        for (int i = 0; i < pseudo.size(); i++) {
            standings.put(
                    pseudo.get(i).label().id(),
                    !people.isEmpty()
                            ? new Standing(State.SUPERSEDED, "a person labelled the image")
                            : i < pseudo.size() - 1 ? new Standing(State.SUPERSEDED, "made anew") : Standing.COUNTS);
        }
    }

    /** Decides between people, and finds the golden label that the image is measured by; null where there is none. */
    private Label settle(List<LabelRow> people) {
        List<LabelRow> golden =
                people.stream().filter(row -> row.label().golden()).toList();
        List<LabelRow> others =
                people.stream().filter(row -> !row.label().golden()).toList();
        if (golden.isEmpty()) {
            weigh(others);
            return null;
        }
        Label truth = weigh(golden);
        for (var row : others) {
            standings.put(
                    row.label().id(),
                    truth != null && Statement.agree(truth, row.label())
                            ? Standing.COUNTS
                            : new Standing(State.HELD, "it contradicts a golden label"));
        }
        return truth;
    }

    /** What those with the greatest weight together say; null where nobody says anything, or two sides weigh the same. */
    private Label weigh(List<LabelRow> people) {
        List<List<LabelRow>> sides = new ArrayList<>();
        for (var row : people) {
            var like = sides.stream()
                    .filter(side -> Statement.agree(side.get(0).label(), row.label()))
                    .findFirst();
            like.orElseGet(() -> {
                        sides.add(new ArrayList<>());
                        return sides.get(sides.size() - 1);
                    })
                    .add(row);
        }
        sides.sort(Comparator.comparingDouble(LabelStates::weight).reversed());
        boolean decided =
                sides.size() == 1 || (sides.size() > 1 && weight(sides.get(0)) > weight(sides.get(1)) + EQUAL);
        for (int i = 0; i < sides.size(); i++) {
            for (var row : sides.get(i)) {
                standings.put(
                        row.label().id(),
                        decided && i == 0
                                ? Standing.COUNTS
                                : new Standing(State.HELD, "contradicted by " + contradictors(sides, i)));
            }
        }
        return decided ? last(sides.get(0)) : null;
    }

    private static String contradictors(List<List<LabelRow>> sides, int of) {
        return String.join(
                ", ",
                sides.stream()
                        .filter(side -> side != sides.get(of))
                        .flatMap(List::stream)
                        .map(row -> row.label().by())
                        .toList());
    }

    private static Label last(List<LabelRow> side) {
        return side.get(side.size() - 1).label();
    }

    private static double weight(List<LabelRow> side) {
        return side.stream().mapToDouble(LabelRow::weight).sum();
    }

    /** Whether what people said last contradicts the golden label: held or not, so that a source is judged by all that it says. */
    private void compare(List<LabelRow> said, Label truth) {
        if (truth == null) {
            return;
        }
        Map<String, LabelRow> last = new LinkedHashMap<>();
        said.stream()
                .filter(LabelRow::isHuman)
                .forEach(row -> last.put(row.label().by(), row));
        Stream<LabelRow> judged =
                last.values().stream().filter(row -> !row.label().golden() && !row.isReleased());
        judged.forEach(row -> standings.computeIfPresent(
                row.label().id(), (id, standing) -> standing.wrong(!Statement.agree(truth, row.label()))));
    }
}
