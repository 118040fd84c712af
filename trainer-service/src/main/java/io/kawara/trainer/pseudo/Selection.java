package io.kawara.trainer.pseudo;

import static java.util.stream.Collectors.groupingBy;

import io.kawara.contracts.LoopRules;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses which answers become pseudo-labels.
 *
 * <p>The rules are those that won: the surest fraction of all (the products competition took its whole ensemble), the gap between logits (second place of
 * Kuzushiji Recognition), saturated and unanimous (third place there). By group each book is adapted to by itself, so that a hard book has its share.
 */
final class Selection {
    private static final Comparator<Candidate> SUREST = Comparator.comparingDouble(Candidate::score)
            .reversed()
            .thenComparing(Candidate::image)
            .thenComparingInt(Candidate::part);

    /** The chosen ones, the surest first within each group. */
    static List<Candidate> of(Collection<Candidate> candidates, LoopRules.Pseudo rules) {
        Map<String, List<Candidate>> groups = candidates.stream()
                .filter(candidate -> candidate.score() >= rules.minimum())
                .collect(groupingBy(
                        candidate -> rules.perGroup() ? candidate.group() : "",
                        TreeMap::new,
                        java.util.stream.Collectors.toList()));
        return groups.values().stream()
                .flatMap(group ->
                        balanced(qualified(group.stream().sorted(SUREST).toList(), rules), rules.perClass()).stream())
                .toList();
    }

    private static List<Candidate> qualified(List<Candidate> surest, LoopRules.Pseudo rules) {
        return switch (rules.policy()) {
            case ALL -> surest;
            case TOP_FRACTION -> surest.subList(0, (int) Math.ceil(rules.fraction() * surest.size() - 1e-9));
            case GAP ->
                surest.stream()
                        .filter(candidate -> candidate.gap() >= rules.gap() && candidate.second() <= rules.ceiling())
                        .toList();
            case SATURATED -> surest.stream().filter(Candidate::saturated).toList();
        };
    }

    /** At most so many of each class; an answer of several classes needs room in all of them. */
    private static List<Candidate> balanced(List<Candidate> surest, Integer perClass) {
        if (perClass == null) {
            return surest;
        }
        Map<String, Integer> counts = new HashMap<>();
        return surest.stream()
                .filter(candidate -> {
                    if (candidate.classes().stream().anyMatch(name -> counts.getOrDefault(name, 0) >= perClass)) {
                        return false;
                    }
                    candidate.classes().forEach(name -> counts.merge(name, 1, Integer::sum));
                    return true;
                })
                .toList();
    }

    private Selection() {}
}
