package io.kawara.trainer.predict;

import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.pages.CandidateRanking;
import io.kawara.pages.CharacterFilter;
import io.kawara.pages.FeatureFilter;
import io.kawara.pages.FilterFeatures;
import io.kawara.pages.RankingFeatures;
import io.kawara.pages.RowModel;
import io.kawara.pages.SecondLevel;
import io.kawara.serving.OnnxModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline's models of {@link Stage#FUSION}: those whose columns are of {@link RankingFeatures} are its second level, those of {@link FilterFeatures} its
 * filter, each by the weighted mean of what its models say.
 */
final class TreeJudges {
    /** Rows in one run: a page of thousands of boxes has some hundred thousand candidates. */
    private static final int MOST = 8192;

    private final Pipeline pipeline;
    private final Map<String, OnnxModel> models;
    private final List<Member> rankers = new ArrayList<>();
    private final List<Member> filters = new ArrayList<>();

    /** @param models by name, every member's */
    TreeJudges(Pipeline pipeline, Map<String, OnnxModel> models) {
        this.pipeline = pipeline;
        this.models = models;
        for (Member member : pipeline.members(Stage.FUSION)) {
            var columns = columns(member);
            if (columns.equals(FilterFeatures.COLUMNS)) {
                filters.add(member);
            } else if (RankingFeatures.in(columns).isPresent()) {
                rankers.add(member);
            } else {
                throw new IllegalArgumentException("the columns of model " + member.model()
                        + " are neither those of a filter nor of a second level");
            }
        }
    }

    private List<String> columns(Member member) {
        return models.get(member.model()).card().columns();
    }

    Optional<SecondLevel> secondLevel() {
        if (rankers.isEmpty()) {
            return Optional.empty();
        }
        var columns = columns(rankers.get(0));
        for (Member other : rankers) {
            if (!columns(other).equals(columns)) {
                throw new IllegalArgumentException("models " + rankers.get(0).model() + " and " + other.model()
                        + " of the second level have other columns: without the services they cannot be averaged");
            }
        }
        return RankingFeatures.in(columns)
                .map(features -> new CandidateRanking(
                        features, mean(rankers), pipeline.pages().falsePositiveBias()));
    }

    Optional<CharacterFilter> filter() {
        return filters.isEmpty() ? Optional.empty() : Optional.of(new FeatureFilter(mean(filters)));
    }

    private RowModel mean(List<Member> members) {
        double all = members.stream().mapToDouble(Member::weight).sum();
        return rows -> {
            var mean = new double[rows.length];
            for (Member member : members) {
                add(models.get(member.model()), member.weight() / all, rows, mean);
            }
            return mean;
        };
    }

    private static void add(OnnxModel model, double share, float[][] rows, double[] sums) {
        for (int from = 0; from < rows.length; from += MOST) {
            var scores = model.tabularScores(Arrays.copyOfRange(rows, from, Math.min(rows.length, from + MOST)));
            for (int i = 0; i < scores.length; i++) {
                sums[from + i] += share * scores[i][0];
            }
        }
    }
}
