package io.kawara.trainer.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.kawara.trainer.data.Table;
import io.kawara.trainer.recipe.Scalars;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The trials of a search as CSV: number, how it ended, score, seconds, a column for each key, the scores after each epoch, why it failed. Threads and
 * processes may share one file.
 */
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

    public Path file() {
        return file;
    }

    /** Is told trials. */
    interface Listener {
        void all(List<Trial> trials) throws IOException;
    }

    /** The trials that ended, in the order in which they did. */
    public List<Trial> read() throws IOException {
        return parse(whole());
    }

    /** The lines that are whole: the last one may be half written, or be what a killed process left. */
    private byte[] whole() throws IOException {
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private List<Trial> parse(byte[] lines) {
        if (lines.length == 0) {
            return List.of();
        }
        var table = Table.parse(new String(lines, UTF_8), file, null);
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

    /**
     * Adds a trial. Of two of the same number, which a worker that was believed dead and its successor may make, the first counts.
     *
     * @param before is told all trials, this one included, while nobody else can add one; if the process is killed meanwhile, it is not added
     */
    void add(Trial trial, Listener before) throws IOException {
        synchronized (TrialTable.class) { // a file's lock keeps out other processes only
            try (var shared = FileChannel.open(file.resolveSibling(file.getFileName() + ".lock"), CREATE, WRITE)) {
                var unused = shared.lock();
                byte[] lines = whole();
                var all = new ArrayList<>(parse(lines));
                if (all.stream().noneMatch(other -> other.number() == trial.number())) {
                    all.add(trial);
                    before.all(all);
                    write(lines.length, (lines.length == 0 ? line(columns()) : "") + line(values(trial)));
                }
            }
        }
    }

    private void write(int place, String text) throws IOException {
        try (var out = FileChannel.open(file, CREATE, WRITE)) {
            out.truncate(place).position(place);
            out.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
        }
    }

    private List<String> values(Trial trial) {
        var values = new ArrayList<String>(List.of(
                Integer.toString(trial.number()),
                Scalars.written(trial.state()),
                Double.toString(trial.score()),
                Double.toString(trial.seconds())));
        keys.forEach(key -> values.add(trial.settings().get(key)));
        values.add(trial.epochs().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        values.add(trial.reason());
        return values;
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
