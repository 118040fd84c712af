package io.kawara.trainer.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes one line that moves on a terminal, and one line an epoch for good. */
final class ConsoleProgress implements Progress {
    private static final long PAUSE = 200_000_000;

    private final PrintStream out;
    private final boolean terminal;
    private long written;
    private int width;

    ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void step(Step step) {
        var now = System.nanoTime();
        var last = step.step() == step.steps();
        if (!terminal || (now - written < PAUSE && !last)) {
            return;
        }
        written = now;
        show(String.format(
                Locale.ROOT,
                "epoch %d/%d  step %d/%d  loss %.4f  rate %.2e  %.1f/s  %s left",
                step.epoch(),
                step.epochs(),
                step.step(),
                step.steps(),
                step.loss(),
                step.learningRate(),
                step.examplesPerSecond(),
                words(step.left().toSeconds())));
    }

    private void show(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        out.flush();
        width = line.length();
    }

    @Override
    public void epoch(Epoch epoch) {
        var metrics = epoch.evaluation().metrics().entrySet().stream()
                .map(metric -> String.format(Locale.ROOT, "  %s %.4f", metric.getKey(), metric.getValue()))
                .collect(Collectors.joining());
        var line = String.format(
                Locale.ROOT,
                "epoch %d/%d  mean loss %.4f%s  %.1f/s  %.1f %% waiting for data",
                epoch.epoch(),
                epoch.epochs(),
                epoch.meanLoss(),
                metrics,
                epoch.examplesPerSecond(),
                100 * epoch.waited());
        if (terminal) {
            show(line);
            out.println();
            width = 0;
        } else {
            out.println(line);
        }
    }

    private static String words(long seconds) {
        return seconds < 60
                ? seconds + " s"
                : seconds < 3600
                        ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
                        : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
    }
}
