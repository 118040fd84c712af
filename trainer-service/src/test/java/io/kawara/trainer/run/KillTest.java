package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.trainer.training.Training;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training in a process of its own, which is killed as by {@code kill -9}. */
class KillTest {
    @TempDir
    Path folder;

    @Test
    void aKilledTrainingEndsWithTheSameBits() throws Exception {
        var data = TinyData.draw(folder);
        var whole = RunFolder.next(folder.resolve("runs"), "whole");
        train(data, whole, false);

        var killed = RunFolder.next(folder.resolve("runs"), "killed");
        var part = killed.part("tiny-image", "all");
        var process = start(killed.path());
        while (Training.step(part) < 12 && process.isAlive()) { // within the second of eight epochs of eight steps each
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor();

        assertThat(process.exitValue()).as("killed, not ended").isEqualTo(128 + 9);
        assertThat(killed.model("tiny-image")).doesNotExist();
        assertThat(Training.step(part)).isBetween(12, 63);
        train(data, killed, true);
        assertThat(killed.model("tiny-image")).hasSameBinaryContentAs(whole.model("tiny-image"));
        var undisturbed = whole.part("tiny-image", "all");
        for (String table : List.of("metrics.csv", "steps.csv")) {
            assertThat(steps(part.resolve(table))).isEqualTo(steps(undisturbed.resolve(table)));
        }
    }

    /** A table without what depends on the time. */
    private static List<String> steps(Path table) throws IOException {
        return Files.readAllLines(table).stream()
                .map(line -> String.join(",", List.of(line.split(",")).subList(0, 4)))
                .toList();
    }

    private static void train(TinyData data, RunFolder run, boolean resume) throws IOException, InterruptedException {
        new FileTraining(data.recipe(), List.of())
                .train(data.reader(), data.folder(), run, resume, false, TinyData.quiet());
    }

    private Process start(Path run) throws IOException {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                Main.class.getName(),
                folder.toString(),
                run.toString());
        // Not in the command line: ONNX Runtime's start overflows its stack on one of tens of thousands of characters.
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        command.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        return command.redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "output.txt"))
                .start();
    }

    /** Trains the recipe in a folder into a run's folder. */
    static final class Main {
        public static void main(String... args) throws IOException, InterruptedException {
            train(new TinyData(Path.of(args[0])), new RunFolder(Path.of(args[1])), false);
            TimeUnit.MINUTES.sleep(1);
        }

        private Main() {}
    }
}
