package io.kawara.trainer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.TrainingProgress;
import io.kawara.contracts.TrainingProgress.State;
import io.kawara.contracts.TrainingRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingListTest {
    private static final Instant NOW = Instant.parse("2026-11-20T07:00:00Z");

    private final TrainingList list = new TrainingList();
    private final StringWriter printed = new StringWriter();

    @Test
    void keepsTheLastFiguresOfATrainingThatEnded() {
        ask("aaaa-1", 1);
        assertThat(only().state()).isEqualTo("waiting");

        list.add(TrainingProgress.running("aaaa-1", "one", NOW));
        list.add(step("aaaa-1", 1, 3, 0.75, Map.of("accuracy", 0.5)));
        list.add(step("aaaa-1", 2, 4, 0.25, Map.of()));
        assertThat(only().isRunning()).isTrue();
        assertThat(only().last().secondsLeft()).isEqualTo(3725);

        list.add(TrainingProgress.ended("aaaa-1", "two", State.FAILED, "the disk is full", NOW));
        assertThat(only().state()).isEqualTo("failed");
        assertThat(only().last())
                .isEqualTo(new TrainingProgress(
                        "aaaa-1",
                        "two",
                        State.FAILED,
                        2,
                        5,
                        4,
                        8,
                        0.25,
                        Map.of("accuracy", 0.5),
                        81.25,
                        null,
                        "the disk is full",
                        NOW));
        assertThat(list.isOpen()).isFalse();
    }

    @Test
    void isInTheOrderOfAskingAndPassesOverWhatWasNeverAskedFor() {
        ask("bbbb", 2);
        ask("aaaa", 3);
        ask("cccc", 1);
        list.add(step("dddd", 1, 1, 0.5, Map.of()));

        assertThat(list.all()).extracting(training -> training.request().id()).containsExactly("cccc", "bbbb", "aaaa");
    }

    @Test
    void idsAreAsShortAsTheyCanBeToldApart() {
        ask("abcd-1234", 1);
        ask("abcd-1299", 2);
        ask("abxy-1234", 3);
        ask("abx", 4);

        assertThat(List.of("abcd-1234", "abcd-1299", "abxy-1234", "abx"))
                .extracting(list::shortened)
                .containsExactly("abcd-123", "abcd-129", "abxy", "abx");
    }

    @Test
    void awaitsARunUntilItsTrainingHasEnded() {
        ask("aaaa", 1);
        list.add(TrainingProgress.running("aaaa", "one", NOW));
        assertThat(list.awaits("/runs/photos/1")).isTrue();
        assertThat(list.awaits("/runs/photos/2")).isFalse();

        list.add(TrainingProgress.ended("aaaa", "one", State.DONE, null, NOW));
        assertThat(list.awaits("/runs/photos/1")).isFalse();
    }

    @Test
    void aFilesTableHasALineForEveryEpoch() {
        var table = new TrainingTable(new PrintWriter(printed), false);
        ask("aaaa", 1);
        ask("bbbb", 2);
        table.show(list);
        list.add(step("aaaa", 1, 3, 0.75, Map.of("macro", 0.25, "accuracy", 0.5)));
        table.show(list);
        list.add(step("aaaa", 1, 4, 0.75, Map.of()));
        table.show(list);
        list.add(step("aaaa", 2, 1, 0.5, Map.of()));
        list.add(TrainingProgress.ended("bbbb", "two", State.FAILED, "no\nfile", NOW));
        table.show(list);

        assertThat(lines())
                .containsExactly(
                        "ID FILE STATE WORKER EPOCH STEP LOSS METRIC IMAGES/S LEFT REASON",
                        "aaaa photos.yaml 1 waiting - - - - - - -",
                        "bbbb photos.yaml 2 waiting - - - - - - -",
                        "aaaa photos.yaml 1 running gpu-1 1/5 3/8 0.7500 accuracy 0.5000 81.3 1:02:05",
                        "aaaa photos.yaml 1 running gpu-1 2/5 1/8 0.5000 accuracy 0.5000 81.3 1:02:05",
                        "bbbb photos.yaml 2 failed two - - - - - - no file");
    }

    @Test
    void aTerminalsTableIsWrittenOverButForWhatEnded() {
        var table = new TrainingTable(new PrintWriter(printed), true);
        ask("aaaa", 1);
        ask("bbbb", 2);
        ask("cccc", 3);
        list.add(step("aaaa", 1, 3, 0.75, Map.of()));
        table.show(list);
        printed.getBuffer().setLength(0);
        list.add(TrainingProgress.ended("aaaa", "gpu-1", State.DONE, null, NOW));
        list.add(step("bbbb", 1, 3, 0.5, Map.of()));
        table.show(list);

        // Up two lines: the training that ran, and how many waited.
        assertThat(lines())
                .containsExactly(
                        "\033[2A\033[Jaaaa photos.yaml 1 done gpu-1 1/5 3/8 0.7500 - 81.3 -",
                        "\033[?7lbbbb photos.yaml 2 running gpu-1 1/5 3/8 0.5000 - 81.3 1:02:05\033[?7h",
                        "\033[?7l1 waiting\033[?7h");
    }

    private List<String> lines() {
        return printed.toString()
                .lines()
                .map(line -> line.replaceAll(" +", " "))
                .toList();
    }

    private SubmittedTraining only() {
        assertThat(list.all()).hasSize(1);
        return list.all().get(0);
    }

    private void ask(String id, int run) {
        list.add(new TrainingRequest(
                id,
                "/shared/photos.yaml",
                List.of(),
                "/shared/photos",
                "/runs/photos/" + run,
                false,
                false,
                NOW.plusSeconds(run)));
    }

    private static TrainingProgress step(String id, int epoch, int step, double loss, Map<String, Double> metrics) {
        return new TrainingProgress(
                id, "gpu-1", State.RUNNING, epoch, 5, step, 8, loss, metrics, 81.25, 3725.0, null, NOW);
    }
}
