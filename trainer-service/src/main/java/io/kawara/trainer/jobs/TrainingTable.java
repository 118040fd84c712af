package io.kawara.trainer.jobs;

import io.kawara.contracts.TrainingProgress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints trainings as a table, and again what has changed. On a terminal those that run are written over, and those that ended stay above them; elsewhere
 * a line is printed whenever a training is asked for, begins an epoch or ends.
 */
public final class TrainingTable {
    private static final List<String> HEADS =
            List.of("ID", "FILE", "STATE", "WORKER", "EPOCH", "STEP", "LOSS", "METRIC", "IMAGES/S", "LEFT", "REASON");
    private static final String NONE = "-";

    private final PrintWriter out;
    private final boolean over;
    private final Map<String, String> printed = new HashMap<>();
    private int[] widths;
    private int passing;

    /** @param over whether lines can be written over */
    public TrainingTable(PrintWriter out, boolean over) {
        this.out = out;
        this.over = over;
    }

    /** Prints all trainings the first time, then those that have changed. */
    public void show(TrainingList trainings) {
        var all = trainings.all();
        var rows = all.stream().map(training -> cells(training, trainings)).toList();
        if (passing > 0) {
            out.printf("\033[%dA\033[J", passing); // up to the first of the passing lines, and clear from there
        }
        if (widths == null) {
            widths = new int[HEADS.size()];
            fit(HEADS);
            rows.forEach(this::fit);
            out.println(line(HEADS));
        }
        rows.forEach(this::fit);
        var running = new ArrayList<String>();
        for (int i = 0; i < rows.size(); i++) {
            var training = all.get(i);
            if (over && !training.hasEnded()) {
                if (training.isRunning()) {
                    running.add(line(rows.get(i)));
                }
            } else if (isNews(training)) {
                out.println(line(rows.get(i)));
            }
        }
        if (over) {
            pass(
                    running,
                    all.stream().filter(training -> training.last() == null).count());
        }
        out.flush();
    }

    /** Lines that the next ones replace; the terminal cuts those that are too long for it, so that none becomes two. */
    private void pass(List<String> running, long waiting) {
        var lines = new ArrayList<>(running);
        if (waiting > 0) {
            lines.add(waiting + " waiting");
        }
        lines.forEach(line -> out.println("\033[?7l" + line + "\033[?7h"));
        passing = lines.size();
    }

    private boolean isNews(SubmittedTraining training) {
        String now = training.state()
                + (training.last() == null
                        ? ""
                        : training.last().worker() + training.last().epoch());
        return !now.equals(printed.put(training.request().id(), now));
    }

    private static List<String> cells(SubmittedTraining training, TrainingList trainings) {
        var last = training.last();
        String id = trainings.shortened(training.request().id());
        if (last == null) {
            return List.of(id, training.name(), training.state(), NONE, NONE, NONE, NONE, NONE, NONE, NONE, "");
        }
        return List.of(
                id,
                training.name(),
                training.state(),
                last.worker(),
                of(last.epoch(), last.epochs()),
                of(last.step(), last.steps()),
                number("%.4f", last.loss()),
                metric(last),
                number("%.1f", last.examplesPerSecond()),
                left(last.secondsLeft()),
                last.reason() == null ? "" : last.reason().replaceAll("\\s+", " "));
    }

    private static String of(Integer number, Integer all) {
        return number == null ? NONE : number + "/" + all;
    }

    private static String number(String format, Double number) {
        return number == null ? NONE : String.format(Locale.ROOT, format, number);
    }

    private static String metric(TrainingProgress last) {
        return last.metrics().entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .map(metric -> metric.getKey() + " " + number("%.4f", metric.getValue()))
                .orElse(NONE);
    }

    private static String left(Double seconds) {
        if (seconds == null) {
            return NONE;
        }
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    private void fit(List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells.get(i).length());
        }
    }

    private String line(List<String> cells) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
