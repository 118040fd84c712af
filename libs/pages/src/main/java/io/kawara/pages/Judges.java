package io.kawara.pages;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline's models of rows: those whose columns are of {@link RankingFeatures} are its second level, those of {@link FilterFeatures} its filter, each by
 * the weighted mean of what its models say. One that fails does not count.
 *
 * @param falsePositiveBias see {@link CandidateRanking}
 */
public record Judges(List<? extends Judge> judges, double falsePositiveBias) {
    /** Why a model of other columns has no say. */
    public static final String NEITHER = "its columns are neither those of a filter nor of a second level";

    public Judges {
        judges = List.copyOf(judges);
    }

    /** Whether a model of such columns has a say. */
    public static boolean know(List<String> columns) {
        return columns.equals(FilterFeatures.COLUMNS)
                || RankingFeatures.in(columns).isPresent();
    }

    /** What reads the page's boxes anew; empty where no model does. */
    public Optional<SecondLevel> secondLevel() {
        var rankers = judges.stream()
                .filter(judge -> RankingFeatures.in(judge.columns()).isPresent())
                .toList();
        return rankers.isEmpty() ? Optional.empty() : Optional.of(page -> reread(page, rankers));
    }

    /** What tells characters from others; empty where no model does. */
    public Optional<CharacterFilter> filter() {
        var filters = judges.stream()
                .filter(judge -> judge.columns().equals(FilterFeatures.COLUMNS))
                .toList();
        return filters.isEmpty() ? Optional.empty() : Optional.of(page -> probabilities(page, filters));
    }

    private List<ReadBox> reread(ReadPage page, List<? extends Judge> rankers) {
        var mean = new Mean();
        List<List<String>> candidates = null;
        var byColumns = rankers.stream().collect(groupingBy(Judge::columns, LinkedHashMap::new, toList()));
        for (var alike : byColumns.entrySet()) {
            var table = RankingFeatures.in(alike.getKey()).orElseThrow().of(page);
            candidates = candidates == null ? table.candidates() : candidates;
            for (Judge judge : alike.getValue()) {
                if (table.candidates().equals(candidates)) {
                    mean.add(judge, table.rows());
                } else {
                    judge.fail("it ranks what other classifiers read than "
                            + rankers.get(0).name() + " does");
                }
            }
        }
        var said = mean.of();
        return said.isEmpty()
                ? page.boxes()
                : CandidateRanking.choose(page.boxes(), candidates, said.get(), falsePositiveBias);
    }

    private static double[] probabilities(ReadPage page, List<? extends Judge> filters) {
        var rows = FilterFeatures.of(page);
        var mean = new Mean();
        filters.forEach(judge -> mean.add(judge, rows));
        // A filter that fails leaves what there is without a filter: the detector's score.
        return mean.of()
                .orElseGet(() -> page.boxes().stream()
                        .mapToDouble(box -> box.box().score())
                        .toArray());
    }

    /** The weighted mean of what models say of the same rows. */
    private static final class Mean {
        private double[] sums;
        private double weight;

        void add(Judge judge, float[][] rows) {
            judge.probabilities(rows).ifPresent(said -> {
                sums = sums == null ? new double[said.length] : sums;
                for (int i = 0; i < said.length; i++) {
                    sums[i] += judge.weight() * said[i];
                }
                weight += judge.weight();
            });
        }

        Optional<double[]> of() {
            if (sums == null) {
                return Optional.empty();
            }
            var mean = new double[sums.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = sums[i] / weight;
            }
            return Optional.of(mean);
        }
    }
}
