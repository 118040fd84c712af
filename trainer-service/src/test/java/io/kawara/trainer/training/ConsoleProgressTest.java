package io.kawara.trainer.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);

    @Test
    void aLogGetsALineAnEpoch() {
        report(Progress.console(out, false));
        assertThat(bytes.toString(UTF_8))
                .isEqualToNormalizingNewlines(
                        "epoch 1/3  mean loss 1.2500  accuracy 0.7500  64.0/s  2.5 % waiting for data\n");
    }

    @Test
    void aTerminalGetsALineThatMoves() {
        report(Progress.console(out, true));
        assertThat(bytes.toString(UTF_8))
                .startsWith("\repoch 1/3  step 1/2  loss 1.5000  rate 1.00e-03  64.0/s  1 min 05 s left")
                .contains("\repoch 1/3  step 2/2  loss 1.0000")
                .contains("\repoch 1/3  mean loss 1.2500  accuracy 0.7500  64.0/s  2.5 % waiting for data");
    }

    private static void report(Progress progress) {
        progress.step(new Progress.Step(1, 3, 1, 2, 1.5, 1e-3, 64, 0.05, Duration.ofSeconds(65)));
        progress.step(new Progress.Step(1, 3, 2, 2, 1, 5e-4, 64, 0.025, Duration.ofSeconds(30)));
        progress.epoch(new Progress.Epoch(1, 3, 1.25, 5e-4, 64, 0.025, Evaluation.of("accuracy", 0.75)));
    }
}
