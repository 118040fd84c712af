package io.kawara.trainer.training;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How often a training leaves a checkpoint within its epochs: what a process that is killed has to do again. The outcome does not
 * depend on it.
 *
 * @param steps 0 where the time decides
 * @param time null where the steps decide
 */
public record CheckpointEvery(int steps, Duration time) {
    private static final Pattern WRITTEN = Pattern.compile("([1-9]\\d{0,8}) ?(steps?|s|min|h)");

    /** Reads {@code 200 steps}, {@code 30 s}, {@code 5 min} or {@code 1 h}. */
    public static CheckpointEvery parse(String written) {
        var parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'train.checkpointEvery' is e.g. '5 min' or '200 steps', not '" + written + "'");
        }
        int number = Integer.parseInt(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> new CheckpointEvery(0, Duration.ofSeconds(number));
            case "min" -> new CheckpointEvery(0, Duration.ofMinutes(number));
            case "h" -> new CheckpointEvery(0, Duration.ofHours(number));
            default -> new CheckpointEvery(number, null);
        };
    }

    /** Says after which steps a checkpoint is due, from one step on. */
    Clock from(int step) {
        return new Clock(step);
    }

    /** When the last checkpoint was. */
    final class Clock {
        private int lastStep;
        private long lastTime = System.nanoTime();

        private Clock(int step) {
            lastStep = step;
        }

        boolean isDue(int step) {
            return time == null ? step - lastStep >= steps : System.nanoTime() - lastTime >= time.toNanos();
        }

        void written(int step) {
            lastStep = step;
            lastTime = System.nanoTime();
        }
    }
}
