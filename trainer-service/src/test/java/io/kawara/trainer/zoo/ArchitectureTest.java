package io.kawara.trainer.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.torch.Aims;
import io.kawara.trainer.torch.Groups;
import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.torch.Network;
import io.kawara.trainer.torch.NetworkSettings;
import io.kawara.trainer.torch.Optimizer;
import io.kawara.trainer.torch.Update;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    private static final int CLASSES = 5;
    private static final int VOCABULARY = 50;
    private static final int LENGTH = 12;

    @BeforeAll
    static void runsOnOneThread() {
        Network.setThreads(1);
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18, 3, 64, false",
        "resnet18, 1, 32, true",
        "small-cnn, 3, 48, false",
        "spotting-cnn, 1, 40, false",
    })
    void imagesAreAnsweredAlikeInTrainingAndServing(String name, int channels, int size, boolean smallImages) {
        Map<String, Object> options = smallImages ? Map.of("smallImages", true, "width", 16) : Map.of();
        var graph = Architecture.of(name, options).build(new ImageShape(size, size, channels, 0.4f, 0.2f), CLASSES, 1);
        assertAlike(graph, images(4, size, channels));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ngram-linear", "nb-linear", "text-cnn", "text-transformer"})
    void textsAreAnsweredAlikeInTrainingAndServing(String name) {
        assertAlike(text(name), tokens());
    }

    @ParameterizedTest
    @CsvSource({"resnet18, 8, 4", "resnet18, 4, 1", "small-cnn, 8, "})
    void boxesOnPagesAreAnsweredAlikeInTrainingAndServing(String backbone, int width, Integer stem) {
        var options = new HashMap<String, Object>(Map.of("backbone", backbone, "width", width, "hidden", 32));
        if (stem != null) {
            options.put("stem", stem);
        }
        assertAlike(
                Architecture.of("region-classifier", options).build(new PageShape(3, 0.4f, 0.2f), CLASSES, 1), boxes());
    }

    /** On three pages, of which one has none. */
    private static Input.Pages boxes() {
        var pixels = new byte[3 * 64 * 96 * 3];
        new Random(3).nextBytes(pixels);
        float[] boxes = {5, 5, 40, 44, 2, 30, 10, 60, 60, 0, -3, 8, 12, 29, 0, 50, 20, 96, 64, 2, 1, 2, 90, 60, 0};
        return new Input.Pages(pixels, 3, 64, 96, 3, boxes);
    }

    /** After some steps, so that running statistics and all weights have moved and the file carries them. */
    private static void assertAlike(Graph graph, Input input) {
        var targets = new float[input.count() * CLASSES];
        for (int i = 0; i < input.count(); i++) {
            targets[i * CLASSES + i % CLASSES] = 1;
        }
        try (var network = new Network(graph, NetworkSettings.of(Loss.CROSS_ENTROPY));
                var update = new Update(
                        network, Optimizer.adamW(1e-3, 0.01), Groups.PLAIN.of(graph, network.trained(), 0.01), 1)) {
            var before = network.weights();
            for (int step = 1; step <= 3; step++) {
                network.gradients(input, new Aims(targets), step);
                update.step(step, 1e-3, 0.9, 1);
            }
            for (var name : network.trained()) {
                assertThat(network.weights().get(name)).as(name).isNotEqualTo(before.get(name));
            }
            var trained = graph.withWeights(network.weights());
            assertClose(Served.logits(trained, input, CLASSES), network.logits(input), 1e-5f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ngram-linear", "nb-linear", "text-cnn", "text-transformer"})
    void moreNewPaddingChangesNothing(String name) {
        var graph = text(name);
        var tokens = tokens();
        var longer = new long[tokens.count() * (LENGTH + 7)];
        for (int i = 0; i < tokens.count(); i++) {
            System.arraycopy(tokens.ids(), i * LENGTH, longer, i * (LENGTH + 7), LENGTH);
        }
        assertClose(
                Served.logits(graph, new Input.Tokens(longer, tokens.count(), LENGTH + 7), CLASSES),
                Served.logits(graph, tokens, CLASSES),
                1e-5f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ngram-linear", "nb-linear", "text-cnn", "text-transformer"})
    void aTextWithoutTokensHasFiniteLogits(String name) {
        for (var row : Served.logits(text(name), new Input.Tokens(new long[2], 2, 1), CLASSES)) {
            for (var logit : row) {
                assertThat(logit).isFinite();
            }
        }
    }

    @Test
    void aCosineHeadSeesDirectionsOnly() {
        var options = Map.<String, Object>of("width", 4, "head", "cosine", "scale", 5);
        var graph = Architecture.of("resnet18", options).build(new ImageShape(32, 32, 1), CLASSES, 1);
        assertAlike(graph, images(4, 32, 1));

        var input = images(4, 32, 1);
        var logits = Served.logits(graph, input, CLASSES);
        var head = graph.weights().get("fc.weight").values().clone();
        for (int i = 0; i < head.length; i++) {
            head[i] *= 7;
        }
        assertClose(Served.logits(graph.withWeights(Map.of("fc.weight", head)), input, CLASSES), logits, 1e-5f);
        for (var row : logits) {
            for (var logit : row) {
                assertThat(Math.abs(logit)).isLessThanOrEqualTo(5.0001f);
            }
        }
    }

    @Test
    void aPictureHoldsWhatIsAtOneOfItsPlaces() {
        var shape = new ImageShape(32, 48, 1);
        var pooled = Architecture.of("spotting-cnn", Map.of("width", 8)).build(shape, CLASSES, 1);
        var map = Architecture.of("spotting-cnn", Map.of("width", 8, "places", true))
                .build(shape, CLASSES, 1);
        int places = SpottingCnn.places(32) * SpottingCnn.places(48);
        assertThat(map.weights().keySet()).isEqualTo(pooled.weights().keySet());

        var pixels = new byte[3 * 32 * 48];
        new Random(4).nextBytes(pixels);
        var input = new Input.Images(pixels, 3, 32, 48, 1);
        var logits = Served.logits(pooled, input, CLASSES);
        var each = Served.logits(map, input, CLASSES * places);
        for (int i = 0; i < 3; i++) {
            for (int label = 0; label < CLASSES; label++) {
                double sum = 0;
                for (int place = 0; place < places; place++) {
                    sum += Math.exp(each[i][label * places + place]);
                }
                assertThat((double) logits[i][label]).isCloseTo(Math.log(sum), within(1e-4));
            }
        }
    }

    @Test
    void linearModelIsTfIdfTimesWeights() {
        var rarity = new InverseDocumentFrequency(4);
        rarity.add(new long[] {1, 2, 0});
        rarity.add(new long[] {1, 3, 3});
        rarity.add(new long[] {1, 2, 0});
        var one = Math.log(4.0 / 4) + 1;
        var two = Math.log(4.0 / 3) + 1;
        var three = Math.log(4.0 / 2) + 1;
        assertThat(rarity.weights()).containsExactly(0, (float) one, (float) two, (float) three);

        var graph = rarity.into(Architecture.of("ngram-linear", Map.of()).build(new TokenShape(4, 3), 2, 0))
                .withWeights(Map.of(
                        "linear.weight", new float[] {9, 9, 1, 2, 3, 4, 5, 6},
                        "linear.bias", new float[] {0.5f, -0.5f}));
        var logits = Served.logits(graph, new Input.Tokens(new long[] {1, 3, 0, 0, 0, 0}, 2, 3), 2);
        var length = Math.hypot(one, three);
        assertThat((double) logits[0][0]).isCloseTo((one * 1 + three * 5) / length + 0.5, within(1e-5));
        assertThat((double) logits[0][1]).isCloseTo((one * 2 + three * 6) / length - 0.5, within(1e-5));
        assertThat(logits[1]).containsExactly(0.5f, -0.5f);
    }

    @Test
    void naiveBayesWeighsByHowMuchLikelierATokenIsInsideAClass() {
        var architecture = Architecture.of("nb-linear", Map.of("smoothing", 0.5));
        var graph = architecture
                .informed(
                        architecture.build(new TokenShape(5, 3), 2, 0),
                        () -> new Architecture.Corpus(
                                List.of(new long[] {1, 2}, new long[] {1, 3}, new long[] {2}),
                                new float[][] {{1, 0}, {0, 1}, {1, 0}}))
                .withWeights(Map.of(
                        "linear.weight", new float[] {9, 9, 1, 2, 3, 4, 5, 6, 7, 8},
                        "linear.bias", new float[] {0.5f, -0.5f}));
        // Of class 0 there are tokens 1, 2, 2, of class 1 tokens 1, 3; token 4 is in no text.
        double two = Math.log(2.5 / (1.5 + 2.5 + 0.5)) - Math.log(0.5 / (1.5 + 0.5 + 1.5));
        double three = Math.log(0.5 / 4.5) - Math.log(1.5 / 3.5);
        var logits = Served.logits(graph, new Input.Tokens(new long[] {2, 3, 4, 0, 0, 0}, 2, 3), 2);
        assertThat((double) logits[0][0]).isCloseTo(3 * two + 5 * three + 0.5, within(1e-5));
        assertThat((double) logits[0][1]).isCloseTo(-4 * two - 6 * three - 0.5, within(1e-5));
        assertThat(logits[1]).containsExactly(0.5f, -0.5f);
    }

    @Test
    void rarityIsNotTrained() {
        try (var network = new Network(text("ngram-linear"), NetworkSettings.of(Loss.CROSS_ENTROPY))) {
            assertThat(network.trained()).containsExactlyInAnyOrder("linear.weight", "linear.bias");
        }
    }

    @Test
    void oneSeedGivesOneFile() {
        for (var name : Architecture.names().stream()
                .filter(n -> !n.equals("pretrained"))
                .toList()) {
            InputShape shape = name.contains("text") || name.contains("linear")
                    ? new TokenShape(VOCABULARY, LENGTH)
                    : name.equals("region-classifier") ? new PageShape(3, 0.5f, 0.5f) : new ImageShape(32, 32, 3);
            var architecture = Architecture.of(name, Map.of());
            int classes = name.equals("centre-net") ? 1 : 3;
            assertThat(architecture.build(shape, classes, 7).bytes())
                    .isEqualTo(architecture.build(shape, classes, 7).bytes());
            if (!name.endsWith("linear")) { // whose weights start at zero
                assertThat(architecture.build(shape, classes, 7)).isNotEqualTo(architecture.build(shape, classes, 8));
            }
        }
    }

    @Test
    void resnet18HasThePapersSize() {
        var graph = Architecture.of("resnet18", Map.of()).build(new ImageShape(224, 224, 3), 1000, 0);
        // 11,689,512 weights and biases, 4,800 running means and as many variances, as torchvision counts them.
        assertThat(graph.parameters()).isEqualTo(11_689_512 + 2 * 4_800);
    }

    @Test
    void unknownNamesAndOptionsAreCalledByName() {
        assertThatThrownBy(() -> Architecture.of("resnet19", Map.of()))
                .hasMessageContaining("resnet19")
                .hasMessageContaining("resnet18");
        assertThatThrownBy(() -> Architecture.of("small-cnn", Map.of("widht", 3)))
                .hasMessageContaining("widht")
                .hasMessageContaining("width");
        assertThatThrownBy(() -> Architecture.of("small-cnn", Map.of("width", "wide")))
                .hasMessage("option width of architecture small-cnn is a whole number of at least 1, not wide");
        assertThatThrownBy(() -> Architecture.of("text-cnn", Map.of()).build(new ImageShape(8, 8, 3), 2, 0))
                .hasMessageContaining("tokens");
    }

    private static Graph text(String name) {
        var architecture = Architecture.of(name, Map.of());
        var graph = architecture.build(new TokenShape(VOCABULARY, LENGTH + 7), CLASSES, 1);
        if (name.endsWith("linear")) {
            var ids = LongStream.range(0, VOCABULARY).toArray();
            var halves = List.of(ids, Arrays.copyOf(ids, VOCABULARY / 2));
            graph = architecture.informed(
                    graph, () -> new Architecture.Corpus(halves, new float[][] {{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}}));
            var table = new float[VOCABULARY * CLASSES];
            for (int i = 0; i < table.length; i++) {
                table[i] = (float) Math.sin(i);
            }
            return graph.withWeights(Map.of("linear.weight", table));
        }
        return graph;
    }

    /** Every id but 0 somewhere, so that every row of a table is trained; the last text is padding alone. */
    private static Input.Tokens tokens() {
        var rows = VOCABULARY / LENGTH + 2;
        var ids = new long[rows * LENGTH];
        for (int i = 0; i < VOCABULARY - 1; i++) {
            ids[i] = 1L + i;
        }
        return new Input.Tokens(ids, rows, LENGTH);
    }

    private static Input.Images images(int count, int size, int channels) {
        var pixels = new byte[count * size * size * channels];
        new Random(3).nextBytes(pixels);
        return new Input.Images(pixels, count, size, size, channels);
    }

    private static void assertClose(float[][] actual, float[][] expected, float most) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i])
                    .as("row %d of %s", i, Arrays.deepToString(expected))
                    .containsExactly(expected[i], within(most));
        }
    }
}
