package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kawara.trainer.recipe.ScheduleKeys;
import io.kawara.trainer.recipe.StrictYaml;
import io.kawara.trainer.training.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schedules as recipes write them, against rates computed apart from this code by the formulae of the systems that used them. */
class SchedulesTest {
    /**
     * A schedule of a published system.
     *
     * @param name in the file of golden numbers
     * @param at the moment that a point's name means
     */
    private record Published(
            String name, String keys, double rate, Function<String, Moment> at, Map<String, Double> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Published> published() {
        return Stream.of(
                new Published(
                        "one_cycle_T1000_max1e-3",
                        "{start: 25, end: 30}",
                        1e-3,
                        step(1000, 100),
                        Map.of(
                                "0", 4e-05,
                                "100", 0.00036107023411371237,
                                "299", 0.001,
                                "300", 0.0009985733333333334,
                                "500", 0.00071324,
                                "999", 1.333333333333438e-06)),
                new Published(
                        "seed2_cosine",
                        "{kind: cosine, etaMin: 1e-7}",
                        2e-6,
                        step(100_000, 2000),
                        Map.of(
                                "0", 2e-06,
                                "25000", 1.7217514421272201e-06,
                                "50000", 1.0500000000000001e-06,
                                "64000", 6.455096730131813e-07,
                                "75000", 3.782485578727799e-07,
                                "100000", 1e-07)),
                new Published(
                        "seed3_warmup_N1000",
                        "{kind: multi-step, milestones: [20, 40, 60, 70], warmupEpochs: 5, warmupTo:"
                                + " 0.8333333333333334}",
                        0.1,
                        name -> {
                            var batch = name.indexOf('b');
                            var epoch = Integer.parseInt(name.substring(1, batch));
                            return new Moment(epoch * 1000 + Integer.parseInt(name.substring(batch + 1)), 80_000, 1000);
                        },
                        Map.of(
                                "e0b0", 1.6666666666666667e-05,
                                "e0b999", 0.016666666666666666,
                                "e4b999", 0.08333333333333333)),
                new Published(
                        "seed3_detector_warmup",
                        "{kind: multi-step, milestones: [50], warmupSteps: 1500, warmupFrom: 0.3333333333333333}",
                        0.01,
                        step(100_000, 1000),
                        Map.of(
                                "0", 0.003333333333333333,
                                "750", 0.006666666666666666,
                                "1499", 0.009995555555555556)),
                new Published(
                        "seed4_cosine",
                        "{kind: cosine, by: epoch}",
                        0.016,
                        epoch(50),
                        Map.of("0", 0.016, "1", 0.015984213827426173, "25", 0.008, "49", 1.578617257382753e-05)),
                new Published(
                        "seed5_cosine",
                        "{kind: cosine, by: epoch, etaMin: 1e-5}",
                        1e-3,
                        epoch(30),
                        Map.of(
                                "0", 0.001,
                                "1", 0.0009972883382072953,
                                "15", 0.0005050000000000001,
                                "29", 1.2711661792704668e-05,
                                "30", 1e-05)));
    }

    private static Function<String, Moment> step(int steps, int stepsPerEpoch) {
        return name -> new Moment(Integer.parseInt(name), steps, stepsPerEpoch);
    }

    /** Somewhere within the epoch. */
    private static Function<String, Moment> epoch(int epochs) {
        return name -> new Moment(Integer.parseInt(name) * 7 + 5, epochs * 7, 7);
    }

    @ParameterizedTest
    @MethodSource("published")
    void ratesAreThoseOfPublishedSystems(Published published) throws IOException {
        assertRates(published, published.expected());
        for (var golden : golden()) {
            var points = golden.get(published.name());
            assertThat(points).containsOnlyKeys(published.expected().keySet());
            assertRates(published, points);
        }
    }

    private static void assertRates(Published published, Map<String, Double> expected) {
        var schedule = Schedules.of(keys(published.keys()), published.rate());
        expected.forEach((point, rate) -> assertThat(
                        published.rate() * schedule.factor(published.at().apply(point)))
                .as("%s at %s", published.name(), point)
                .isCloseTo(rate, within(rate * 1e-12)));
    }

    /** The file that the numbers above are from, where it lies beside the repository. */
    private static List<Map<String, Map<String, Double>>> golden() throws IOException {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var file = folder.resolve("shared/spec/golden.json");
            if (Files.exists(file)) {
                var json = new ObjectMapper();
                return List.of(json.convertValue(
                        json.readTree(file.toFile()).get("schedules"),
                        new TypeReference<Map<String, Map<String, Double>>>() {}));
            }
        }
        return List.of();
    }

    @Test
    void theThirdSystemsMilestonesFollowItsWarmup() {
        var schedule =
                Schedules.of(keys("{kind: multi-step, milestones: [20, 40], warmupEpochs: 5, warmupTo: 0.83}"), 0.1);
        assertThat(schedule.factor(new Moment(5000, 80_000, 1000))).isEqualTo(1);
        assertThat(schedule.factor(new Moment(20_000, 80_000, 1000))).isCloseTo(0.1, within(1e-12));
        assertThat(schedule.factor(new Moment(40_000, 80_000, 1000))).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void whatARecipeDoesNotSayIsOneCycleFarDown() {
        var schedule = Schedules.of(keys("{}"), 1);
        assertThat(schedule.factor(new Moment(0, 1000, 100))).isCloseTo(1 / 25.0, within(1e-12));
        assertThat(schedule.factor(new Moment(299, 1000, 100))).isCloseTo(1, within(1e-12));
        assertThat(schedule.factor(new Moment(999, 1000, 100))).isCloseTo(1 / 25_000.0, within(1e-12));
        assertThat(schedule.momentum(new Moment(299, 1000, 100)).getAsDouble()).isCloseTo(0.85, within(1e-12));
    }

    @Test
    void keysThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> keys("{kind: cosine, warmup: 0.1, warmupSteps: 10}"))
                .hasMessage("recipe.yaml:1: give one of 'schedule.warmup', 'warmupSteps' and 'warmupEpochs'");
        assertThatThrownBy(() -> keys("{kind: multi-step}"))
                .hasMessageContaining("'schedule.milestones' are for multi-step, which needs them");
        assertThatThrownBy(() -> keys("{warmupSteps: 10}")).hasMessageContaining("one-cycle has no warm-up but");
        assertThatThrownBy(() -> keys("{kind: cosine, floor: 0.1, etaMin: 1e-5}"))
                .hasMessageContaining("'schedule.etaMin' is at least 0, and given instead of 'floor'");
    }

    private static ScheduleKeys keys(String yaml) {
        return StrictYaml.parse(yaml, "recipe.yaml", ScheduleKeys.class, List.of());
    }
}
