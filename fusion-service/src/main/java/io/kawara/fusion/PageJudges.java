package io.kawara.fusion;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.pages.CandidateRanking;
import io.kawara.pages.CharacterFilter;
import io.kawara.pages.FilterFeatures;
import io.kawara.pages.RankingFeatures;
import io.kawara.pages.ReadBox;
import io.kawara.pages.ReadPage;
import io.kawara.pages.SecondLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline's models of {@link Stage#FUSION}: those whose columns are of {@link RankingFeatures} are its second level, those of {@link FilterFeatures} its
 * filter, each by the weighted mean of what its models say. A model that fails does not count, and says so in its prediction.
 *
 * <p>One version of each, for one page, until it is closed.
 */
final class PageJudges implements AutoCloseable {
    private final Pipeline pipeline;
    private final List<PageJudge> judges = new ArrayList<>();

    private PageJudges(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    static PageJudges of(Pipeline pipeline, ModelLookup models) {
        var judges = new PageJudges(pipeline);
        for (Member member : pipeline.members(Stage.FUSION)) {
            judges.judges.add(PageJudge.of(member, models));
        }
        return judges;
    }

    /** What reads the page's boxes anew; empty where no model serves for it. */
    Optional<SecondLevel> secondLevel() {
        var rankers = judges.stream()
                .filter(judge -> RankingFeatures.in(judge.columns()).isPresent())
                .toList();
        return rankers.isEmpty() ? Optional.empty() : Optional.of(page -> reread(page, rankers));
    }

    /** What tells characters from others; empty where no model serves for it. */
    Optional<CharacterFilter> filter() {
        var filters = judges.stream()
                .filter(judge -> judge.columns().equals(FilterFeatures.COLUMNS))
                .toList();
        return filters.isEmpty() ? Optional.empty() : Optional.of(page -> probabilities(page, filters));
    }

    /** What each of them said, once they were asked; nothing of one that there was nothing to ask about. */
    List<Prediction> predictions(Submission submission) {
        return judges.stream()
                .flatMap(judge -> judge.prediction(submission, pipeline.name()).stream())
                .toList();
    }

    @Override
    public void close() {
        judges.forEach(PageJudge::close);
    }

    private List<ReadBox> reread(ReadPage page, List<PageJudge> rankers) {
        var mean = new Mean();
        List<List<String>> candidates = null;
        var byColumns = rankers.stream().collect(groupingBy(PageJudge::columns, LinkedHashMap::new, toList()));
        for (var alike : byColumns.entrySet()) {
            var table = RankingFeatures.in(alike.getKey()).orElseThrow().of(page);
            candidates = candidates == null ? table.candidates() : candidates;
            for (PageJudge judge : alike.getValue()) {
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
                : CandidateRanking.choose(
                        page.boxes(), candidates, said.get(), pipeline.pages().falsePositiveBias());
    }

    private static double[] probabilities(ReadPage page, List<PageJudge> filters) {
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

        void add(PageJudge judge, float[][] rows) {
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
