package io.kawara.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.PageSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankingFeaturesTest {
    private static final String NO = "U+306E";
    private static final String HA = "U+306F";
    private static final String TREE = "U+6728";
    private static final String BOOK = "U+672C";

    private static Candidates.Box opinion(Object... codesAndLogarithms) {
        var logarithms = new LinkedHashMap<String, Double>();
        for (int i = 0; i < codesAndLogarithms.length; i += 2) {
            logarithms.put((String) codesAndLogarithms[i], (Double) codesAndLogarithms[i + 1]);
        }
        return new Candidates.Box(logarithms, -12);
    }

    private static ReadPage page(Map<String, Candidates.Box> opinions) {
        return new ReadPage(
                new PageSize(100, 100), List.of(ReadPages.read(CharacterBox.found(0.5, 0, 0, 10, 20), opinions)));
    }

    private static final Map<String, Candidates.Box> TWO = Map.of(
            "crops", opinion(NO, -0.5, HA, -1.0, TREE, -3.0, BOOK, -4.0),
            "context", opinion(HA, -0.25, PageRules.FALSE_POSITIVE, -2.0));

    @Test
    void areTheCompetitions38OfFourClassifiers() {
        var features = new RankingFeatures(List.of("a", "b", "c", "d"), RankingFeatures.Kind.COMPETITION);
        assertThat(features.columns()).hasSize(38).doesNotHaveDuplicates();
        assertThat(new RankingFeatures(List.of("a", "b.top1"), RankingFeatures.Kind.ALL).columns())
                .doesNotHaveDuplicates();
    }

    @Test
    void areKnownByTheColumnsOfACard() {
        for (var kind : RankingFeatures.Kind.values()) {
            var columns = new RankingFeatures(List.of("context", "crops"), kind).columns();
            assertThat(RankingFeatures.in(columns).orElseThrow().columns()).isEqualTo(columns);
            assertThat(RankingFeatures.in(columns).orElseThrow().models()).containsExactly("context", "crops");
            assertThat(RankingFeatures.in(columns.subList(0, 9))).isEmpty();
        }
        assertThat(RankingFeatures.in(FilterFeatures.COLUMNS)).isEmpty();
    }

    @Test
    void overlapIsTheGoldenVectors() {
        var boxes = List.of(new Box(0, 0, 10, 10, 1), new Box(5, 0, 15, 10, 1), new Box(0, 0, 40, 40, 1));
        assertThat(Overlap.greatest(boxes)[0]).isCloseTo(66 / 121.0, within(1e-12));
    }

    @Test
    void candidatesAreTheBestThreeOfEveryClassifierAndTheFalsePositive() {
        var features = new RankingFeatures(List.of("crops", "context"), RankingFeatures.Kind.COMPETITION);
        assertThat(features.of(page(TWO)).candidates())
                .containsExactly(List.of(NO, HA, TREE, PageRules.FALSE_POSITIVE));
        assertThat(features.of(page(Map.of())).candidates()).containsExactly(List.of(PageRules.FALSE_POSITIVE));
    }

    @Test
    void rowsSayWhatEachClassifierThinksOfEachCandidate() {
        var table = new RankingFeatures(List.of("crops", "context"), RankingFeatures.Kind.COMPETITION).of(page(TWO));

        float unknown = Float.NaN;
        assertThat(table.rows()[1]) // は
                .containsExactly(
                        0x306E, -0.5f, 0x306F, -1, 0x6728, -3, 0x306F, -0.25f, -1, -2, unknown, unknown, 0, 0x306F, 0,
                        1, 0, 1, 0, 0);
        assertThat(table.rows()[3][13]).isEqualTo(-1);
        assertThat(table.rows()[3][18]).isEqualTo(1);
    }

    @Test
    void ownColumnsAreWhatTheClassifiersGiveTheCandidateAndWhatIsKnownOfTheBox() {
        var features = new RankingFeatures(List.of("crops", "context"), RankingFeatures.Kind.ALL);
        var table = features.of(page(TWO));

        assertThat(value(features, table.rows()[1], "candidate_score_mean")).isEqualTo(-0.625f);
        assertThat(value(features, table.rows()[0], "context.candidate_score")).isEqualTo(-12);
        // The first does not know false positives, so only the other counts.
        assertThat(value(features, table.rows()[3], "crops.candidate_score")).isNaN();
        assertThat(value(features, table.rows()[3], "candidate_score_mean")).isEqualTo(-2);
        assertThat(value(features, table.rows()[2], "candidate_is_hiragana")).isZero();
        assertThat(value(features, table.rows()[2], "aspect")).isEqualTo(0.5f);
        assertThat(value(features, table.rows()[2], "box.char_score")).isEqualTo((float) Math.exp(-0.625));
        assertThat(value(features, table.rows()[2], "box.is_hiragana")).isEqualTo(1);
        assertThat(value(features, table.rows()[2], "box.height_to_page")).isEqualTo(0.2f);
    }

    private static float value(RankingFeatures features, float[] row, String column) {
        return row[features.columns().indexOf(column)];
    }

    @Test
    void theMostProbableCandidateIsRead() {
        var page = page(TWO);
        var candidates = new RankingFeatures(List.of("crops", "context"), RankingFeatures.Kind.COMPETITION)
                .of(page)
                .candidates();
        double[] probabilities = {0.1, 0.4, 0.2, 0.3};

        var read = CandidateRanking.choose(page.boxes(), candidates, probabilities, 0)
                .get(0);
        assertThat(read.code()).isEqualTo(HA);
        assertThat(read.score()).isEqualTo(0.4);
        assertThat(read.alternatives()).extracting("code").containsExactly(PageRules.FALSE_POSITIVE, TREE, NO);

        var biased = CandidateRanking.choose(page.boxes(), candidates, probabilities, 0.5)
                .get(0);
        assertThat(biased.isFalsePositive()).isTrue();
        assertThat(biased.score()).isEqualTo(0.3);
    }
}
