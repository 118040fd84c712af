package io.kawara.contracts;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreFusionTest {
    private static final double TINY = 1e-12;

    @Test
    void meanWeighsEachMember() {
        var fused = fuse(
                Combination.MEAN,
                Task.SINGLE_LABEL,
                Map.of("picture", scores("a", 0.8, "b", 0.2), "words", scores("b", 0.6, "a", 0.4)));

        assertThat(labels(fused)).containsExactly("a", "b");
        assertThat(score(fused, "a")).isCloseTo((1 * 0.8 + 3 * 0.4) / 4, within(TINY));
        assertThat(score(fused, "b")).isCloseTo((1 * 0.2 + 3 * 0.6) / 4, within(TINY));
    }

    @Test
    void logMeanIsTheNormalisedGeometricMean() {
        var fused = fuse(
                Combination.LOG_MEAN,
                Task.SINGLE_LABEL,
                Map.of("picture", scores("a", 0.8, "b", 0.2), "words", scores("b", 0.6, "a", 0.4)));

        double a = Math.pow(0.8, 0.25) * Math.pow(0.4, 0.75);
        double b = Math.pow(0.2, 0.25) * Math.pow(0.6, 0.75);
        assertThat(score(fused, "a")).isCloseTo(a / (a + b), within(TINY));
        assertThat(score(fused, "b")).isCloseTo(b / (a + b), within(TINY));
    }

    @Test
    void aMemberThatDidNotVoteHasNoWeight() {
        var alone = Map.of("words", scores("a", 0.7, "b", 0.3));

        assertThat(score(fuse(Combination.MEAN, Task.SINGLE_LABEL, alone), "a")).isCloseTo(0.7, within(TINY));
        assertThat(score(fuse(Combination.LOG_MEAN, Task.SINGLE_LABEL, alone), "a"))
                .isCloseTo(0.7, within(TINY));
    }

    @Test
    void aLabelUnknownToAMemberCountsZeroInTheMean() {
        var fused = fuse(
                Combination.MEAN,
                Task.SINGLE_LABEL,
                Map.of("picture", scores("a", 1.0), "words", scores("c", 0.6, "a", 0.4)));

        assertThat(score(fused, "c")).isCloseTo(3 * 0.6 / 4, within(TINY));
    }

    @Test
    void aLabelUnknownToAMemberCountsTheFloorInTheLogMean() {
        var fused = fuse(
                Combination.LOG_MEAN,
                Task.SINGLE_LABEL,
                Map.of("picture", scores("a", 1.0), "words", scores("c", 0.6, "a", 0.4)));

        double a = Math.pow(0.4, 0.75);
        double c = Math.pow(ScoreFusion.FLOOR, 0.25) * Math.pow(0.6, 0.75);
        assertThat(score(fused, "c")).isCloseTo(c / (a + c), within(TINY));
    }

    @Test
    void labelsOfAMultiLabelTaskDoNotShareTheirScores() {
        var votes = Map.of("picture", scores("a", 0.9, "b", 0.9), "words", scores("a", 0.9, "b", 0.1));

        var fused = fuse(Combination.LOG_MEAN, Task.MULTI_LABEL, votes);

        assertThat(score(fused, "a")).isCloseTo(0.9, within(TINY));
        assertThat(score(fused, "b")).isLessThan(0.5);
        assertThat(score(fuse(Combination.MEAN, Task.MULTI_LABEL, votes), "a")).isCloseTo(0.9, within(TINY));
    }

    @Test
    void equalScoresRankByLabel() {
        var fused = fuse(
                Combination.MEAN, Task.SINGLE_LABEL, Map.of("picture", scores("c", 0.3, "b", 0.3, "a", 0.3, "d", 0.1)));

        assertThat(labels(fused)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void certaintyNeverExceedsOne() {
        var sure = Map.of("picture", scores("a", 1.0), "words", scores("a", 1.0));

        assertThat(score(fuse(Combination.MEAN, Task.SINGLE_LABEL, sure), "a")).isEqualTo(1.0);
        assertThat(score(fuse(Combination.LOG_MEAN, Task.SINGLE_LABEL, sure), "a"))
                .isEqualTo(1.0);
    }

    @Test
    void theOrderInWhichVotesCameChangesNoBit() {
        var picture = scores("a", 0.1, "b", 0.3);
        var words = scores("a", 0.7, "b", 0.2);
        var forth = new java.util.LinkedHashMap<String, List<ScoredLabel>>();
        forth.put("picture", picture);
        forth.put("words", words);
        var back = new java.util.LinkedHashMap<String, List<ScoredLabel>>();
        back.put("words", words);
        back.put("picture", picture);

        for (Combination combination : Combination.values()) {
            assertThat(fuse(combination, Task.SINGLE_LABEL, forth))
                    .isEqualTo(fuse(combination, Task.SINGLE_LABEL, back));
        }
    }

    @Test
    void noVoteGivesNoLabel() {
        assertThat(fuse(Combination.LOG_MEAN, Task.SINGLE_LABEL, Map.of())).isEmpty();
        assertThat(fuse(Combination.MEAN, Task.SINGLE_LABEL, Map.of("stranger", scores("a", 1.0))))
                .isEmpty();
    }

    @Test
    void thresholdsChooseTheLabels() {
        var pipeline = pipeline(Combination.MEAN, Task.MULTI_LABEL);

        assertThat(ScoreFusion.labels(pipeline, scores("rare", 0.25, "a", 0.5, "b", 0.49, "strict", 0.89)))
                .containsExactly("rare", "a");
    }

    @Test
    void theNearestLabelsFillUpToTheLeastThatAreExpected() {
        var pipeline = expecting(3, 4);

        assertThat(ScoreFusion.labels(pipeline, scores("b", 0.49, "a", 0.45, "strict", 0.85, "c", 0.4, "rare", 0.1)))
                .as("strict is 0.05 below its threshold of 0.9, rare 0.1 below its 0.2")
                .containsExactly("b", "a", "strict");
        assertThat(ScoreFusion.labels(pipeline, scores("a", 0.9, "b", 0.8, "c", 0.7, "d", 0.4)))
                .containsExactly("a", "b", "c");
        assertThat(ScoreFusion.labels(pipeline, scores("a", 0.4))).containsExactly("a");
    }

    @Test
    void theSurestLabelsStayOfMoreThanAreExpected() {
        assertThat(ScoreFusion.labels(
                        expecting(1, 2), scores("strict", 0.95, "a", 0.9, "b", 0.8, "rare", 0.6, "c", 0.55)))
                .as("above their thresholds by 0.05, 0.4, 0.3, 0.4 and 0.05")
                .containsExactly("a", "rare");
    }

    @Test
    void onlyMultiLabelPipelinesExpectACount() {
        var members = List.of(new Member("picture", Stage.IMAGE, 1));
        assertThatThrownBy(() ->
                        new Pipeline("p", null, null, Task.SINGLE_LABEL, null, members, null, new ExpectedCount(1, 2)))
                .hasMessageContaining("answers one label");
        assertThatThrownBy(() -> new ExpectedCount(3, 2)).hasMessageContaining("least <= most: 3 to 2");
    }

    private static Pipeline expecting(int least, int most) {
        var plain = pipeline(Combination.MEAN, Task.MULTI_LABEL);
        return new Pipeline(
                plain.name(),
                null,
                null,
                plain.task(),
                plain.combination(),
                plain.members(),
                plain.thresholds(),
                new ExpectedCount(least, most));
    }

    private static List<ScoredLabel> fuse(Combination combination, Task task, Map<String, List<ScoredLabel>> votes) {
        return ScoreFusion.fuse(pipeline(combination, task), votes);
    }

    private static Pipeline pipeline(Combination combination, Task task) {
        var members = List.of(new Member("picture", Stage.IMAGE, 1), new Member("words", Stage.TEXT, 3));
        return new Pipeline("products", null, null, task, combination, members, Map.of("rare", 0.2, "strict", 0.9));
    }

    private static List<ScoredLabel> scores(Object... labelsAndScores) {
        var scores = new java.util.ArrayList<ScoredLabel>();
        for (int i = 0; i < labelsAndScores.length; i += 2) {
            scores.add(new ScoredLabel((String) labelsAndScores[i], (double) labelsAndScores[i + 1]));
        }
        return scores;
    }

    private static List<String> labels(List<ScoredLabel> ranking) {
        return ranking.stream().map(ScoredLabel::label).toList();
    }

    private static double score(List<ScoredLabel> ranking, String label) {
        return ranking.stream()
                .collect(toMap(ScoredLabel::label, ScoredLabel::score))
                .get(label);
    }
}
