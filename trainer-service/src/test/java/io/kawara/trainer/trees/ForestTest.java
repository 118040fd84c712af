package io.kawara.trainer.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.serving.Device;
import io.kawara.serving.ModelCard;
import io.kawara.serving.OnnxFile;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.recipe.StrictYaml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForestTest {
    private static final List<String> COLUMNS = List.of("noise", "missing", "whole", "tiny", "huge", "constant");
    private static final double EXACT = 1e-6;

    private static final Examples LEARNT = examples(600, 1, false);
    private static final Examples HELD = examples(300, 2, false);

    /** With numbers missing where none was in training, and those that lie exactly on thresholds. */
    private static final Examples STRANGE = examples(3000, 3, true);

    private static LightgbmKeys lightgbm(String... settings) {
        return StrictYaml.parse("{}", "test", LightgbmKeys.class, List.of(settings));
    }

    private static XgboostKeys xgboost(String... settings) {
        return StrictYaml.parse("{}", "test", XgboostKeys.class, List.of(settings));
    }

    static Examples examples(int count, long seed, boolean strange) {
        var random = new SplittableRandom(seed);
        var rows = new float[count][];
        var truths = new boolean[count];
        for (int i = 0; i < count; i++) {
            float[] row = {
                random.nextFloat(),
                random.nextInt(4) == 0 ? Float.NaN : random.nextFloat(),
                random.nextInt(8),
                random.nextFloat() * 1e-30f,
                random.nextFloat() * 1e30f,
                7
            };
            double sum = (Float.isNaN(row[1]) ? 2 : row[1] > 0.4 ? 1 : -1)
                    + (row[2] > 3 ? 1 : -1)
                    + (row[4] < 3e29 ? 0.5 : 0);
            truths[i] = sum + random.nextGaussian() > 0;
            if (strange) {
                int column = random.nextInt(row.length);
                float[] odd = {Float.NaN, 0, -0f, -1, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE};
                row[column] = odd[random.nextInt(odd.length)];
            }
            rows[i] = row;
        }
        return new Examples(COLUMNS, rows, truths, new int[count]);
    }

    /** Rows that lie on the trees' own thresholds, and one step of a float32 beside them. */
    private static Examples onThresholds(Forest forest) {
        var rows = new ArrayList<float[]>();
        for (Tree tree : forest.trees()) {
            for (int node = 0; node < tree.columns().length; node++) {
                for (int step = -1; step <= 1; step++) {
                    float[] row = HELD.rows()[rows.size() % HELD.size()].clone();
                    float at = (float) tree.thresholds()[node];
                    row[tree.columns()[node]] = step == 0 ? at : step < 0 ? Math.nextDown(at) : Math.nextUp(at);
                    rows.add(row);
                }
            }
        }
        return new Examples(COLUMNS, rows.toArray(float[][]::new), new boolean[rows.size()], new int[rows.size()]);
    }

    private static double[] served(List<Forest> forests, Examples examples) {
        var graph = ForestGraph.of("trees", COLUMNS.size(), forests);
        var file = OnnxFile.of(graph.bytes());
        var card = ModelCard.tabular("trees", 1, COLUMNS, Map.of());
        try (var model = OnnxModel.load(file.with(card), new SessionSettings(Device.CPU, 1))) {
            return Arrays.stream(model.tabularScores(examples.rows()))
                    .mapToDouble(row -> row[0])
                    .toArray();
        }
    }

    private static double[] read(Forest forest, Examples examples) {
        return Arrays.stream(examples.rows()).mapToDouble(forest::probability).toArray();
    }

    private static double farthest(double[] some, double[] others) {
        assertThat(some).hasSameSizeAs(others);
        return IntStream.range(0, some.length)
                .mapToDouble(i -> Math.abs(some[i] - others[i]))
                .max()
                .orElseThrow();
    }

    @Test
    void lightgbmsTreesAnswerAsLightgbmItself() throws Exception {
        var library = new Lightgbm(lightgbm("rounds=60", "baggingFraction=0.8", "baggingFreq=1"), 1, 7);
        String text = library.text(LEARNT, HELD, Library.Watch.PATIENT);
        var forest = LightgbmText.forest(text);
        assertThat(text).contains("inf"); // a split of what is missing from all that is not

        for (var rows : List.of(HELD, STRANGE, onThresholds(forest))) {
            double[] own = Libraries.lightgbm(text, rows);
            assertThat(farthest(read(forest, rows), own)).isLessThan(EXACT);
            assertThat(farthest(served(List.of(forest), rows), own)).isLessThan(EXACT);
        }
    }

    @Test
    void xgboostsTreesAnswerAsXgboostItself() throws Exception {
        var library = new Xgboost(xgboost("rounds=60", "earlyStopping=60", "subsample=0.8"), 1, 7);
        var saved = library.json(LEARNT, HELD, Library.Watch.PATIENT);
        var forest = XgboostJson.forest(saved);

        for (var rows : List.of(HELD, STRANGE, onThresholds(forest))) {
            double[] own = Libraries.xgboost(saved, rows);
            assertThat(farthest(read(forest, rows), own)).isLessThan(EXACT);
            assertThat(farthest(served(List.of(forest), rows), own)).isLessThan(EXACT);
        }
    }

    @Test
    void fewRowsMakeATreeOfOneLeaf() throws Exception {
        var few = examples(9, 5, false);
        String text = new Lightgbm(lightgbm(), 1, 7).text(few, few, Library.Watch.PATIENT);
        var lightgbm = LightgbmText.forest(text);
        assertThat(farthest(served(List.of(lightgbm), few), Libraries.lightgbm(text, few)))
                .isLessThan(EXACT);
        var saved = new Xgboost(xgboost("minChildWeight=100"), 1, 7).json(few, few, Library.Watch.PATIENT);
        assertThat(farthest(served(List.of(XgboostJson.forest(saved)), few), Libraries.xgboost(saved, few)))
                .isLessThan(EXACT);
    }

    @Test
    void severalForestsAreAveragedByTheirProbabilities() {
        var one = new Lightgbm(lightgbm("rounds=20"), 1, 7).train(LEARNT, HELD, Library.Watch.PATIENT);
        var other = new Xgboost(xgboost("rounds=9"), 1, 7).train(LEARNT, HELD, Library.Watch.PATIENT);
        double[] first = read(one, STRANGE);
        double[] second = read(other, STRANGE);
        double[] mean = IntStream.range(0, first.length)
                .mapToDouble(i -> (first[i] + second[i]) / 2)
                .toArray();

        assertThat(farthest(served(List.of(one, other), STRANGE), mean)).isLessThan(EXACT);
    }

    @Test
    void whatIsAllButCertainIsToldFromWhatIsMoreSo() {
        var sure = new Forest("test", Tree.Comparison.AT_MOST, List.of(leaf(20)));
        var surer = new Forest("test", Tree.Comparison.AT_MOST, List.of(leaf(20), leaf(3)));

        double doubt = 1
                - served(
                        List.of(sure),
                        new Examples(COLUMNS, Arrays.copyOf(HELD.rows(), 1), new boolean[1], new int[1]))[0];
        double less = 1
                - served(
                        List.of(surer),
                        new Examples(COLUMNS, Arrays.copyOf(HELD.rows(), 1), new boolean[1], new int[1]))[0];

        assertThat(doubt / less).isCloseTo(Math.exp(3), within(0.01));
    }

    private static Tree leaf(double value) {
        return new Tree(new int[0], new double[0], new boolean[0], new int[0], new int[0], new double[] {value});
    }

    @Test
    void trainingStopsWhenHeldRowsArePredictedNoBetter() {
        var rounds = new ArrayList<Double>();
        var forest = new Lightgbm(lightgbm("rounds=400", "earlyStopping=10", "learningRate=0.3"), 1, 7)
                .train(LEARNT, HELD, (round, logLoss, error) -> rounds.add(logLoss));

        int best = IntStream.range(0, rounds.size())
                        .reduce((a, b) -> rounds.get(b) < rounds.get(a) ? b : a)
                        .orElseThrow()
                + 1;
        assertThat(rounds).hasSize(best + 10);
        assertThat(forest.trees()).hasSize(best);
    }

    @Test
    void theSameSeedGrowsTheSameTrees() {
        var keys = lightgbm("rounds=10", "featureFraction=0.5", "baggingFraction=0.5", "baggingFreq=1");
        String text = new Lightgbm(keys, 2, 7).text(LEARNT, HELD, Library.Watch.PATIENT);
        assertThat(new Lightgbm(keys, 2, 7).text(LEARNT, HELD, Library.Watch.PATIENT))
                .isEqualTo(text);
        assertThat(new Lightgbm(keys, 2, 8).text(LEARNT, HELD, Library.Watch.PATIENT))
                .isNotEqualTo(text);
        var xgboost = xgboost("rounds=10", "subsample=0.5", "colsampleBytree=0.5");
        assertThat(new Xgboost(xgboost, 2, 7)
                        .json(LEARNT, HELD, Library.Watch.PATIENT)
                        .json())
                .isEqualTo(new Xgboost(xgboost, 2, 7)
                        .json(LEARNT, HELD, Library.Watch.PATIENT)
                        .json());
    }
}
