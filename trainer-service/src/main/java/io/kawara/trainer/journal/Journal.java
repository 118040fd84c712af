package io.kawara.trainer.journal;

import io.kawara.trainer.training.Evaluation;
import io.kawara.trainer.training.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The files of one training: {@code metrics.csv} has a row an epoch, {@code steps.csv} about a thousand of its steps, {@code
 * events.out.tfevents.kawara} both for TensorBoard, {@code curves.png} is a picture of the epochs.
 *
 * <p>Each row is on disk when the call returns, so that a process that is killed leaves all it reported; the picture may be a few seconds behind.
 */
public final class Journal implements Progress {
    private static final int ROWS = 1000;
    private static final long BETWEEN_PICTURES = TimeUnit.SECONDS.toNanos(5);

    private final Path folder;
    private final CsvLog epochs;
    private final CsvLog steps;
    private final EventFile events;
    private long last;
    private long drawn = System.nanoTime() - BETWEEN_PICTURES;

    /**
     * Opens the files of a folder.
     *
     * @param step the step at which the training goes on; what the files hold of later ones is taken out. 0 for a new training
     */
    public Journal(Path folder, int step) throws IOException {
        this.folder = Files.createDirectories(folder);
        epochs = new CsvLog(folder.resolve("metrics.csv"), step);
        steps = new CsvLog(folder.resolve("steps.csv"), step);
        events = new EventFile(folder.resolve("events.out.tfevents.kawara"), step);
    }

    @Override
    public void step(Step step) {
        last = (long) (step.epoch() - 1) * step.steps() + step.step();
        long every = Math.max(1, ((long) step.steps() * step.epochs() + ROWS - 1) / ROWS);
        if (last % every == 0) {
            var row = row(step.epoch(), step.loss(), step.learningRate(), step.examplesPerSecond(), step.waited());
            write(steps, row);
            write(Map.of(
                    "train/loss", step.loss(),
                    "train/rate", step.learningRate(),
                    "speed/examples_per_second", step.examplesPerSecond(),
                    "speed/data_wait", step.waited()));
        }
    }

    @Override
    public void epoch(Epoch epoch) {
        var row = row(epoch.epoch(), epoch.meanLoss(), epoch.learningRate(), epoch.examplesPerSecond(), epoch.waited());
        row.putAll(epoch.evaluation().metrics());
        write(epochs, row);
        var scalars = new LinkedHashMap<String, Double>();
        scalars.put("epoch/loss", epoch.meanLoss());
        epoch.evaluation().metrics().forEach((name, value) -> scalars.put(tag(name), value));
        write(scalars);
        if (epoch.epoch() < epoch.epochs() && System.nanoTime() - drawn < BETWEEN_PICTURES) {
            return; // short epochs would take longer to draw than to train
        }
        try {
            Curves.draw(epochs.file(), folder.resolve("curves.png"));
        } catch (IOException e) {
            throw new UncheckedIOException("the curves cannot be drawn: " + e.getMessage(), e);
        }
        drawn = System.nanoTime();
    }

    private Map<String, Object> row(int epoch, double loss, double rate, double perSecond, double waited) {
        var row = new LinkedHashMap<String, Object>();
        row.put(CsvLog.STEP, last);
        row.put("epoch", epoch);
        row.put("loss", loss);
        row.put("rate", rate);
        row.put("examplesPerSecond", Math.round(perSecond * 10) / 10.0);
        row.put("dataWait", Math.round(waited * 10_000) / 10_000.0);
        return row;
    }

    /** TensorBoard groups by what stands before the slash. */
    static String tag(String metric) {
        return metric.endsWith(Evaluation.ON_LEARNT_ROWS)
                ? "train/" + metric.substring(0, metric.length() - Evaluation.ON_LEARNT_ROWS.length())
                : "valid/" + metric;
    }

    private static void write(CsvLog log, Map<String, Object> row) {
        try {
            log.append(row);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + log.file() + ": " + e.getMessage(), e);
        }
    }

    private void write(Map<String, Double> scalars) {
        try {
            events.append(last, scalars);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write TensorBoard's events: " + e.getMessage(), e);
        }
    }
}
