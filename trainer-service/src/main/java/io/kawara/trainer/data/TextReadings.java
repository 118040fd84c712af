package io.kawara.trainer.data;

import io.kawara.contracts.TextLine;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.trainer.recipe.OcrKeys;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the OCR service reads in a data set's pictures, kept as JSON lines. What is missing or of another picture is read first, by the service's own
 * command in a process of its own: services meet in files and topics, never in code.
 */
final class TextReadings {
    private static final String COMMAND = "io.kawara.ocr.OcrCommand";

    private final Path root;
    private final Path folder;
    private final Consumer<String> say;

    private record Entry(
            String file, String sha256, List<String> languages, int psm, List<TextLine> lines, String reason) {}

    TextReadings(Path root, Path folder, Consumer<String> say) {
        this.root = root;
        this.folder = folder;
        this.say = say;
    }

    /** The rows with the lines that were read in their pictures; none where a picture could not be read. */
    DataSet read(DataSet rows, Path data, OcrKeys keys) throws IOException, InterruptedException {
        Path file = folder.resolve(rows.name() + ".jsonl");
        var every = Stream.concat(rows.rows().stream(), rows.extra().stream()).toList();
        var hashes = new HashMap<String, String>();
        for (Row row : every) {
            hashes.put(name(row, data), row.image().sha256());
        }
        var known = known(file, hashes, keys);
        if (known.size() < hashes.size()) {
            say.accept("Reading the text of " + (hashes.size() - known.size()) + " pictures of " + rows.name());
            run(every, rows.name(), data, file, keys);
            known = known(file, hashes, keys);
        }
        var read = new ArrayList<Row>();
        for (Row row : every) {
            var lines = known.get(name(row, data));
            if (lines == null) {
                throw new IllegalStateException("nothing was read of " + row.image() + ": see " + file);
            }
            read.add(row.withLines(lines));
        }
        return rows.with(read.subList(0, rows.size()), read.subList(rows.size(), read.size()));
    }

    private static String name(Row row, Path data) {
        if (!(row.image() instanceof PictureFile picture)) {
            throw new IllegalArgumentException(
                    "'data.ocr' reads pictures that lie in files, but row " + row.id() + " shows " + row.image());
        }
        return data.relativize(picture.file()).toString().replace(File.separatorChar, '/');
    }

    private static Map<String, List<TextLine>> known(Path file, Map<String, String> hashes, OcrKeys keys)
            throws IOException {
        var known = new HashMap<String, List<TextLine>>();
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file)) {
                var entry = entry(file, line);
                if (entry.sha256().equals(hashes.get(entry.file()))
                        && entry.languages().equals(keys.languages())
                        && entry.psm() == keys.pageSegmentation()) {
                    known.put(entry.file(), entry.lines() == null ? List.of() : entry.lines());
                }
            }
        }
        return known;
    }

    private static Entry entry(Path file, String line) throws IOException {
        try {
            return Json.read(line.getBytes(java.nio.charset.StandardCharsets.UTF_8), Entry.class);
        } catch (InvalidMessage e) {
            throw new IOException(file + " does not hold what was read: " + e.getMessage(), e);
        }
    }

    private void run(List<Row> rows, String name, Path data, Path out, OcrKeys keys)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path list = Files.createTempFile("pictures", ".txt");
        try {
            Files.write(list, rows.stream().map(row -> name(row, data)).toList());
            var command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    classPath(),
                    COMMAND,
                    "--data",
                    data.toString(),
                    "--list",
                    list.toString(),
                    "--out",
                    out.toString(),
                    "--languages",
                    String.join("+", keys.languages()),
                    "--psm",
                    Integer.toString(keys.pageSegmentation()));
            var process = new ProcessBuilder(command).inheritIO();
            process.environment().put("OMP_THREAD_LIMIT", "1"); // its own threads do more than OpenMP's
            int code = process.start().waitFor();
            if (code != 0) {
                throw new IllegalStateException("The pictures of " + name + " could not be read (exit " + code + ").");
            }
        } finally {
            Files.deleteIfExists(list);
        }
    }

    private String classPath() {
        Path app = root.resolve("ocr-service/target/quarkus-app");
        if (!Files.isDirectory(app)) {
            throw new IllegalStateException("The OCR service is not built: " + app
                    + " is missing. ./kawara ocr builds it, so does mvn package.");
        }
        return Stream.of("app", "lib/main", "lib/boot")
                .map(part -> app.resolve(part) + File.separator + "*")
                .collect(Collectors.joining(File.pathSeparator));
    }
}
