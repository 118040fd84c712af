package io.kawara.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.recipe.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final Range RATE = new Range("1e-4", "1e-1", Range.Scale.LOG, List.of());
    private static final Range WIDTH = new Range("4", "64", Range.Scale.LINEAR, List.of());
    private static final Range KIND = new Range(null, null, Range.Scale.LINEAR, List.of("sgd", "adamw", "rmsprop"));
    private static final int TRIALS = 200;
    private static final Map<String, Range> RANGES = ranges();

    @TempDir
    Path folder;

    @Test
    void parzenFindsBetterSettingsThanChance() throws Exception {
        double parzen = 0;
        double chance = 0;
        int seeds = 20;
        for (int seed = 0; seed < seeds; seed++) {
            parzen += best(new TreeParzenSampler(RANGES, seed)) / seeds;
            chance += best(new RandomSampler(RANGES, seed)) / seeds;
        }
        // The best there is scores 0.
        assertThat(parzen).as("mean of the best of 60, chance: %s", chance).isGreaterThan(0.6 * chance);
    }

    private static double best(Sampler sampler) {
        var trials = new ArrayList<Trial>();
        for (int number = 1; number <= 60; number++) {
            var settings = sampler.settings(number, trials);
            trials.add(new Trial(number, Trial.State.FINISHED, settings, score(settings), List.of(), 0, ""));
        }
        return trials.stream().mapToDouble(Trial::score).max().orElseThrow();
    }

    /** Best at a rate of 0.003, a width of 24 and adamw. */
    private static double score(Map<String, String> settings) {
        double rate = Math.log10(Double.parseDouble(settings.get("rate")) / 0.003);
        double width = (Integer.parseInt(settings.get("width")) - 24) / 20.0;
        return -rate * rate - width * width - (settings.get("kind").equals("adamw") ? 0 : 0.5);
    }

    @Test
    void aSearchThatGoesOnTriesWhatItWouldHaveTried() throws Exception {
        search(folder.resolve("whole.csv")).run(30, null);
        var file = folder.resolve("halves.csv");
        search(file).run(17, null);
        Files.writeString(file, "18,finished,0.1", StandardOpenOption.APPEND); // killed while it wrote a line
        var best = search(file).run(30, null);

        var whole = table(folder.resolve("whole.csv")).read();
        assertThat(table(file).read().stream().map(SearchTest::timeless).toList())
                .isEqualTo(whole.stream().map(SearchTest::timeless).toList());
        assertThat(best.orElseThrow().score())
                .isEqualTo(whole.stream()
                        .filter(trial -> trial.state() == Trial.State.FINISHED)
                        .mapToDouble(Trial::score)
                        .max()
                        .orElseThrow());
        assertThat(whole).extracting(Trial::state).contains(Trial.State.PRUNED, Trial.State.FAILED);
    }

    @Test
    void processesThatShareATableMakeEachTrialOnce() throws Exception {
        var file = folder.resolve("shared.csv");
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 3; i++) {
            var command = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    Main.class.getName(),
                    file.toString());
            command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            processes.add(command.inheritIO().start());
        }
        for (var process : processes) {
            assertThat(process.waitFor()).isZero();
        }

        var numbers = IntStream.rangeClosed(1, TRIALS).boxed().toList();
        assertThat(table(file).read()).extracting(Trial::number).containsExactlyInAnyOrderElementsOf(numbers);
        // Each was told with all before it while nobody else could add one.
        var counts = Files.readAllLines(folder.resolve("counts.txt"));
        assertThat(counts).isEqualTo(numbers.stream().map(String::valueOf).toList());
    }

    /** Makes all trials of a table, whose file is the argument. */
    static final class Main {
        public static void main(String... args) throws IOException, InterruptedException {
            var file = Path.of(args[0]);
            var table = table(file);
            var sampler = new RandomSampler(RANGES, 1);
            for (int number = 1; number <= TRIALS; number++) {
                var settings = sampler.settings(number, table.read());
                table.add(
                        new Trial(number, Trial.State.FINISHED, settings, 0, List.of(), 0, ""),
                        all -> Files.writeString(
                                file.resolveSibling("counts.txt"),
                                all.size() + "\n",
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND));
            }
        }

        private Main() {}
    }

    /** A trial without how long it took. */
    private static Trial timeless(Trial trial) {
        return new Trial(
                trial.number(), trial.state(), trial.settings(), trial.score(), trial.epochs(), 0, trial.reason());
    }

    private Search search(Path file) {
        return new Search(
                new TreeParzenSampler(RANGES, 1), new MedianPruner(5, 1), this::train, table(file), (t, best) -> {});
    }

    private static TrialTable table(Path file) {
        return new TrialTable(file, List.copyOf(RANGES.keySet()));
    }

    /** Comes closer to its score with each of four epochs; rates of more than 0.05 explode. */
    private OptionalDouble train(int number, Map<String, String> settings, DoublePredicate goOn) {
        if (Double.parseDouble(settings.get("rate")) > 0.05) {
            throw new IllegalStateException("the loss is NaN, \"so to say\"");
        }
        for (int epoch = 1; epoch <= 4; epoch++) {
            if (!goOn.test(score(settings) - 1.0 / epoch)) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(score(settings));
    }

    @Test
    void stopsWhatIsWorseThanTheMedianOfItsEpoch() {
        var before = IntStream.rangeClosed(1, 5)
                .mapToObj(i ->
                        new Trial(i, Trial.State.FINISHED, Map.of(), i / 10.0, List.of(0.0, i / 20.0, i / 10.0), 0, ""))
                .toList();
        var pruner = new MedianPruner(5, 1);

        assertThat(pruner.stops(List.of(-1.0), before)).as("warm-up").isFalse();
        assertThat(pruner.stops(List.of(0.0, 0.14), before)).isTrue();
        assertThat(pruner.stops(List.of(0.0, 0.15), before))
                .as("the median itself")
                .isFalse();
        assertThat(pruner.stops(List.of(0.3, 0.0), before))
                .as("its best counts")
                .isFalse();
        assertThat(pruner.stops(List.of(0.0, 0.0), before.subList(0, 4)))
                .as("too few to judge by")
                .isFalse();
        assertThat(pruner.stops(List.of(0.0, 0.0, 0.0, 0.0), before))
                .as("nobody came so far")
                .isFalse();
    }

    @Test
    void densitiesSumToOne() {
        var near = new ParzenEstimator(RATE, List.of(Math.log(2e-4), Math.log(3e-4), Math.log(5e-2)));
        double sum = 0;
        double step = (RATE.high() - RATE.low()) / 20_000;
        for (double at = RATE.low() + step / 2; at < RATE.high(); at += step) {
            sum += Math.exp(near.log(at)) * step;
        }
        assertThat(sum).isCloseTo(1, within(1e-4));
        assertThat(near.log(Math.log(2.5e-4))).isGreaterThan(near.log(Math.log(5e-3)));

        var whole = new ParzenEstimator(WIDTH, List.of(8.0, 9.0, 60.0));
        assertThat(IntStream.rangeClosed(4, 64)
                        .mapToDouble(at -> Math.exp(whole.log(at)))
                        .sum())
                .isCloseTo(1, within(1e-4));
        assertThat(ParzenEstimator.normal(1.959964)).isCloseTo(0.975, within(1e-6));
    }

    @Test
    void chanceIsEvenOverARange() {
        var sampler =
                new RandomSampler(Map.of("n", new Range("1", "4", Range.Scale.LINEAR, List.of()), "rate", RATE), 3);
        var numbers = IntStream.range(0, 4000)
                .mapToObj(number -> sampler.settings(number, List.of()))
                .toList();
        var counts = numbers.stream().collect(Collectors.groupingBy(s -> s.get("n"), Collectors.counting()));
        assertThat(counts.keySet()).containsExactlyInAnyOrder("1", "2", "3", "4");
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(900L, 1100L));
        // Of three powers of ten each has a third.
        assertThat(numbers.stream()
                        .filter(s -> Double.parseDouble(s.get("rate")) < 1e-3)
                        .count())
                .isBetween(1233L, 1433L);
        var random = new SplittableRandom(5);
        var frequencies = new Frequencies(3, List.of(1.0, 1.0, 1.0));
        assertThat(IntStream.range(0, 1000)
                        .filter(i -> frequencies.draw(random) == 1)
                        .count())
                .isBetween(790L, 880L); // 10 of 12
    }

    @Test
    void rangesAreReadFromAFile() {
        var search = StrictYaml.parse("""
            name: rates
            recipe: tiny.yaml
            keys:
              optimizer.learningRate: {from: 1e-4, to: 1e-1, scale: log}
              options.width: {from: 4, to: 64}
              optimizer.kind: {choices: [sgd, adamw]}
            """, "rates.yaml", SearchFile.class, List.of());

        assertThat(search.keys().keySet()).containsExactly("optimizer.learningRate", "options.width", "optimizer.kind");
        assertThat(search.keys().get("options.width").isWhole()).isTrue();
        assertThat(search.keys().get("optimizer.learningRate").isWhole()).isFalse();
        assertThat(RATE.written(Math.log(0.00314159265))).isEqualTo("0.003142");
        assertThat(WIDTH.written(24.4)).isEqualTo("24");
        assertThatThrownBy(() -> StrictYaml.parse(
                        "name: x\nrecipe: y\nkeys:\n  split.seed: {from: 1, to: 2}\n",
                        "x.yaml",
                        SearchFile.class,
                        List.of()))
                .hasMessageContaining("x.yaml:1: 'split.seed' cannot be searched");
        assertThatThrownBy(() -> StrictYaml.parse(
                        "name: x\nrecipe: y\nkeys:\n  a.b: {from: 0, to: 2, scale: log}\n",
                        "x.yaml",
                        SearchFile.class,
                        List.of()))
                .hasMessageContaining("x.yaml:4: a range is from less to more");
    }

    @Test
    void theShippedSearchIsOfAShippedRecipe() throws Exception {
        var file = Path.of("..", "deploy", "searches", "products-text.yaml");
        var search = SearchFile.read(file, List.of());
        var settings = search.settings().settings(1, List.of());

        assertThat(settings.keySet()).isEqualTo(search.keys().keySet());
        assertThat(search.recipe(file, List.of(), settings).name()).isEqualTo("products-text");
    }

    private static Map<String, Range> ranges() {
        var ranges = new LinkedHashMap<String, Range>();
        ranges.put("rate", RATE);
        ranges.put("width", WIDTH);
        ranges.put("kind", KIND);
        return ranges;
    }
}
