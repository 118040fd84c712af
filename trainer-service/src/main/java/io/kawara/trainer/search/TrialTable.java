package io.kawara.trainer.search;

import io.kawara.trainer.data.Table;
import io.kawara.trainer.recipe.Scalars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The trials of a search as CSV: number, how it ended, score, seconds, a column for each key, the scores after each epoch, why it failed. */
public final class TrialTable {
    private static final String TRIAL = "trial";
    private static final String STATE = "state";
    private static final String SCORE = "score";
    private static final String SECONDS = "seconds";
    private static final String EPOCHS = "epochs";
    private static final String REASON = "reason";

    private final Path file;
    private final List<String> keys;

    public TrialTable(Path file, List<String> keys) {
        this.file = file;
        this.keys = List.copyOf(keys);
    }

    /** The trials that ended; a line that a killed process left unfinished is taken out. */
    List<Trial> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.lastIndexOf('\n') + 1));
        var table = Table.read(file, null);
        if (!table.columns().equals(columns())) {
            throw new IllegalArgumentException(file + " is of a search over other keys, " + table.columns()
                    + ": begin a new search, without --resume");
        }
        return table.rows().stream().map(this::trial).toList();
    }

    private Trial trial(Map<String, String> row) {
        Map<String, String> settings = new LinkedHashMap<>();
        keys.forEach(key -> settings.put(key, row.get(key)));
        return new Trial(
                Integer.parseInt(row.get(TRIAL)),
                Trial.State.valueOf(row.get(STATE).toUpperCase(java.util.Locale.ROOT)),
                settings,
                Double.parseDouble(row.get(SCORE)),
                Arrays.stream(row.get(EPOCHS).split(" "))
                        .filter(score -> !score.isEmpty())
                        .map(Double::valueOf)
                        .toList(),
                Double.parseDouble(row.get(SECONDS)),
                row.get(REASON));
    }

    private List<String> columns() {
        var columns = new ArrayList<>(List.of(TRIAL, STATE, SCORE, SECONDS));
        columns.addAll(keys);
        columns.addAll(List.of(EPOCHS, REASON));
        return columns;
    }

    void add(Trial trial) throws IOException {
        var values = new ArrayList<String>(List.of(
                Integer.toString(trial.number()),
                Scalars.written(trial.state()),
                Double.toString(trial.score()),
                Double.toString(trial.seconds())));
        keys.forEach(key -> values.add(trial.settings().get(key)));
        values.add(trial.epochs().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        values.add(trial.reason());
        String header = Files.exists(file) ? "" : line(columns());
        Files.writeString(file, header + line(values), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String line(List<String> values) {
        return values.stream()
                        .map(value -> value.matches("[^\",\\n]*")
                                ? value
                                : '"' + value.replace("\"", "\"\"").replace('\n', ' ') + '"')
                        .collect(Collectors.joining(","))
                + "\n";
    }
}
