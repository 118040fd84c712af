package io.kawara.trainer.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kawara.contracts.CharacterBox;
import io.kawara.pages.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageScoreTest {
    private static final String TRUTH = "U+306F 10 20 30 40 U+306E 100 100 50 50 U+306E 120 120 50 50";
    private static final Bootstrap DRAWS = new Bootstrap(200, 42);

    @ParameterizedTest
    @CsvSource({
        "U+306F 25 40, 1, 0, 2",
        "U+306F 10 40, 0, 1, 3",
        "U+306F 25 40 U+306E 130 130, 2, 0, 1",
        "U+306E 130 130 U+306E 130 130, 2, 0, 1",
        "U+306E 130 130 U+306E 131 131 U+306E 132 132, 2, 1, 1",
        "U+306F 130 130, 0, 1, 3",
        "U+306E 130 130 U+306E 110 110, 1, 1, 2",
        "'', 0, 0, 3"
    })
    void countsAsTheCompetition(String prediction, int right, int spurious, int missed) {
        assertThat(tally(TRUTH, prediction)).isEqualTo(new Tally(right, spurious, missed));
    }

    @Test
    void countsAsTheGoldenFile() throws IOException {
        var golden = new ObjectMapper()
                .readTree(SharedFiles.find("spec/golden.json").toFile())
                .get("page_score");
        assertThat(golden.get("cases")).isNotEmpty();
        for (var one : golden.get("cases")) {
            assertThat(tally(golden.get("truth").asText(), one.get(0).asText()))
                    .as(one.toString())
                    .isEqualTo(new Tally(
                            one.get(1).asInt(), one.get(2).asInt(), one.get(3).asInt()));
        }
    }

    @Test
    void everyPredictionOnAnEmptyPageIsSpurious() {
        assertThat(tally("", "U+306F 25 40 U+306E 1 1")).isEqualTo(new Tally(0, 2, 0));
        assertThat(tally("", "")).isEqualTo(Tally.NONE);
        assertThat(Tally.NONE.f1()).isZero();
    }

    @Test
    void aBoxCountsByItsMiddleAsTheSubmissionHasIt() {
        // 10 + 5 / 2 = 12.5 goes to 12, the even neighbour, which is on the edge.
        assertThat(tally("U+306F 12 0 20 20", "U+306F 10 5 5 5")).isEqualTo(new Tally(0, 1, 1));
        assertThat(tally("U+306F 11 0 20 20", "U+306F 10 5 5 5")).isEqualTo(new Tally(1, 0, 0));
    }

    @Test
    void theTruthIsWhollyRight() {
        var pages = List.of(page("a_1", TRUTH), page("a_2", ""), page("b_1", "U+4E00 5 5 40 3 U+4E00 5 5 40 3"));
        for (var line : new PageReport(0.5, DRAWS).compare(pages, pages)) {
            assertThat(line.score().value()).isEqualTo(1);
            assertThat(line.boxF1().value()).isEqualTo(1);
            assertThat(line.boxPrecision().value()).isCloseTo(1, within(1e-12));
            assertThat(line.codePrecision().value()).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void theOrderOfThePagesDoesNotMatter() {
        var truth = List.of(page("a_1", TRUTH), page("a_2", "U+306F 0 0 9 9"), page("b_1", "U+4E00 5 5 40 3"));
        var predicted = new ArrayList<>(List.of(page("a_1", "U+306F 12 20 30 40"), page("b_1", "U+4E00 5 5 40 4")));
        var report = new PageReport(0.5, DRAWS);
        var lines = report.compare(truth, predicted);
        Collections.reverse(predicted);
        assertThat(report.compare(truth, predicted)).isEqualTo(lines);
        assertThat(lines.get(0).characters()).isEqualTo(new Tally(2, 0, 3));
    }

    @Test
    void groupsAreReportedAfterAllPages() {
        var pages = List.of(
                new Page("1", "x", CharacterText.parse(TRUTH)),
                new Page("2", "y", List.of()),
                new Page("3", "x", List.of()));
        assertThat(new PageReport(0.5, DRAWS).compare(pages, pages))
                .extracting(PageReport.Line::group)
                .containsExactly(Page.ALL, "x", "y");
    }

    @Test
    void pointsSayNothingOfBoxes() {
        var lines = new PageReport(0.5, DRAWS).compare(List.of(page("a", TRUTH)), List.of(page("a", "U+306F 25 40")));
        assertThat(lines.get(0).score().value()).isEqualTo(0.5);
        assertThat(lines.get(0).boxF1()).isNull();
    }

    @Test
    void refusesPagesThatAreNotInTheTruth() {
        assertThatThrownBy(() -> new PageReport(0.5, DRAWS).compare(List.of(), List.of(page("z", ""))))
                .hasMessageContaining("not in the truth, such as z");
    }

    @Test
    void boxesTakeTheTruthTheyOverlapMost() {
        var truth = CharacterText.parse("U+306F 0 0 10 10 U+306F 2 0 10 10");
        assertThat(Overlaps.iou(truth.get(0), truth.get(1))).isCloseTo(80 / 120.0, within(1e-12));
        // The surest box takes the second, so that the other still finds the first.
        var predicted = CharacterText.parse("U+306F 0 0 10 10 0.5 U+306E 2 0 10 10 0.9");
        assertThat(new Overlaps(truth, predicted).tally(0.5)).isEqualTo(new Tally(2, 0, 0));
        assertThat(new Overlaps(truth, predicted).tally(0.95)).isEqualTo(new Tally(2, 0, 0));
        assertThat(new Overlaps(truth, CharacterText.parse("U+306F 1 0 10 10")).tally(0.85))
                .isEqualTo(new Tally(0, 1, 2));
    }

    @Test
    void averagePrecisionIsTheAreaOfCoco() {
        var truth = List.of(page("a", "U+306F 0 0 10 10 U+306F 100 0 10 10"));
        // Right, wrong, right: precision 1 up to recall 0.5 (51 points), 2/3 up to 1 (50 points).
        var predicted = List.of(page("a", "U+306F 0 0 10 10 0.9 U+306F 50 0 10 10 0.8 U+306F 100 0 10 10 0.7"));
        var whole = AveragePrecision.of(truth, predicted, false);
        assertThat(whole.mean(new int[] {1})).isCloseTo((51 + 50 * 2 / 3.0) / 101, within(1e-12));
        assertThat(whole.mean(new int[] {3})).isCloseTo((51 + 50 * 2 / 3.0) / 101, within(1e-12));
        assertThat(whole.mean(new int[] {0})).isNaN();
        // A box that overlaps by 8/12 counts at 0.50, 0.55, 0.60, 0.65: at four of ten.
        var near = AveragePrecision.of(
                List.of(page("a", "U+306F 0 0 10 10")), List.of(page("a", "U+306F 2 0 10 10")), true);
        assertThat(near.mean(new int[] {1})).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void aPageDrawnTwiceCountsLikeTwoPages() {
        var random = new Random(7);
        var truth = new ArrayList<Page>();
        var predicted = new ArrayList<Page>();
        for (int i = 0; i < 4; i++) {
            truth.add(new Page("p" + i, "", boxes(random)));
            predicted.add(new Page("p" + i, "", boxes(random)));
        }
        var twice = AveragePrecision.of(truth, predicted, true).mean(new int[] {2, 0, 1, 1});
        var longer = AveragePrecision.of(
                        List.of(truth.get(0), truth.get(0), truth.get(2), truth.get(3)),
                        List.of(predicted.get(0), predicted.get(0), predicted.get(2), predicted.get(3)),
                        true)
                .mean(new int[] {1, 1, 1, 1});
        assertThat(twice).isBetween(0.0001, 0.9999).isCloseTo(longer, within(1e-12));
    }

    @Test
    void intervalsHoldTheFigureAndComeAgain() {
        double[] right = {1, 0, 1, 1, 0, 1, 1, 1};
        var bootstrap = new Bootstrap(1000, 3);
        java.util.function.ToDoubleFunction<int[]> share = times -> {
            double sum = 0;
            for (int i = 0; i < times.length; i++) {
                sum += times[i] * right[i];
            }
            return sum / times.length;
        };
        var estimate = bootstrap.estimate(8, share);
        assertThat(estimate).isEqualTo(bootstrap.estimate(8, share));
        assertThat(estimate.value()).isEqualTo(0.75);
        // Of 8 draws with 3/4 the central 95 % lie between 4/8 (or 3/8) and 8/8.
        assertThat(estimate.low()).isBetween(0.374, 0.501);
        assertThat(estimate.high()).isEqualTo(1);
        assertThat(bootstrap.estimate(1, times -> 0.3).low()).isNaN();
    }

    private static List<CharacterBox> boxes(Random random) {
        var boxes = new ArrayList<CharacterBox>();
        for (int i = 0; i < 12; i++) {
            String code = random.nextBoolean() ? "U+306F" : "U+306E";
            boxes.add(new CharacterBox(
                    code, 1 - i / 20.0, random.nextInt(4) * 10, random.nextInt(4) * 10, 9 + random.nextInt(3), 10));
        }
        return boxes;
    }

    private static Tally tally(String truth, String prediction) {
        return PageScore.of(CharacterText.parse(truth), CharacterText.parse(prediction));
    }

    private static Page page(String id, String text) {
        return new Page(id, "", CharacterText.parse(text));
    }
}
