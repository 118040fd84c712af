package io.kawara.trainer.jobs;

import io.kawara.trainer.data.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the trainings of a run wrote down: a point an epoch, and what was said. */
public final class RunCurves {
    private static final String METRICS = "metrics.csv";
    private static final int DEEP = 4;
    private static final int LINES = 500;

    private final Path run;

    public RunCurves(Path run) {
        this.run = run;
    }

    /** A point for each epoch of each part: {@code part}, {@code epoch}, {@code step}, {@code loss} and whatever else was measured, by name. */
    public List<Map<String, Object>> points() throws IOException {
        var points = new ArrayList<Map<String, Object>>();
        for (Path file : files()) {
            String part = run.relativize(file.getParent()).toString();
            for (var row : Table.read(file, ",").rows()) {
                Map<String, Object> point = new LinkedHashMap<>();
                point.put("part", part);
                row.forEach((name, value) -> point.put(name, number(value)));
                points.add(point);
            }
        }
        return points;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(run, DEEP)) {
            return files.filter(file -> file.getFileName().toString().equals(METRICS))
                    .sorted()
                    .toList();
        }
    }

    private static Object number(String written) {
        try {
            double number = Double.parseDouble(written);
            return Double.isFinite(number) ? number : written;
        } catch (NumberFormatException e) {
            return written;
        }
    }

    /** The last lines that its workers said. */
    public List<String> log() throws IOException {
        Path file = run.resolve(RunJob.LOG);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        var lines = Files.readAllLines(file);
        return List.copyOf(lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}
