package io.kawara.trainer.importing;

import io.kawara.contracts.Task;
import io.kawara.trainer.data.DataSource;
import io.kawara.trainer.data.Picture;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.recipe.DataKeys;
import io.kawara.trainer.recipe.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads what others have labelled: a folder of images for each label, a table (CSV, or JSON lines), pages with boxes as the Kuzushiji competition has them,
 * or MNIST's pair of files. What cannot be brought in is refused by itself, and the rest goes on.
 */
final class LabelledFiles {
    private static final Set<String> IMAGES = Set.of("jpg", "jpeg", "png", "webp", "tif", "tiff", "bmp", "gif");

    private final ImportKeys keys;
    private final Task task;

    /** @param task of the pipeline that they are for */
    LabelledFiles(ImportKeys keys, Task task) {
        this.keys = keys;
        this.task = task;
    }

    Found read(Path source) throws IOException {
        if (Files.isDirectory(source)) {
            return isIdx(source) ? idx(source) : folders(source);
        }
        if (!Files.isRegularFile(source)) {
            throw new IllegalArgumentException("There is no folder or file " + source + ".");
        }
        return switch (ending(source)) {
            case "csv", "tsv" -> new LabelledTable(keys, task, source).ofSeparatedValues();
            case "jsonl", "ndjson", "json" -> new LabelledTable(keys, task, source).ofJsonLines();
            default ->
                throw new IllegalArgumentException(
                        source + " is neither a folder nor a table: tables end in .csv, .tsv or .jsonl.");
        };
    }

    private static boolean isIdx(Path folder) {
        return Files.exists(folder.resolve("train-images-idx3-ubyte"))
                || Files.exists(folder.resolve("train-images-idx3-ubyte.gz"));
    }

    private static Found idx(Path folder) throws IOException {
        var keys = StrictYaml.parse("format: idx", "import", DataKeys.class, List.of());
        var found = new Found();
        for (Row row : new DataSource(keys, folder).read().rows()) {
            found.items()
                    .add(new Item(row.id(), folder, 0, row.image(), List.of(row.label()), List.of(), Map.of(), null));
        }
        return found;
    }

    private Found folders(Path folder) throws IOException {
        var found = new Found();
        try (var entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                if (Files.isDirectory(entry)) {
                    label(folder, entry, found);
                } else {
                    found.refused().add(new Refused(entry, 0, "it lies in no label's folder"));
                }
            }
        }
        return found;
    }

    private void label(Path folder, Path label, Found found) throws IOException {
        try (var entries = Files.walk(label)) {
            for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString();
                if (!IMAGES.contains(ending(file))) {
                    found.refused().add(new Refused(file, 0, "its ending is no image's"));
                    continue;
                }
                found.items()
                        .add(new Item(
                                name,
                                file,
                                0,
                                Picture.of(file),
                                List.of(label.getFileName().toString()),
                                List.of(),
                                Map.of(),
                                group(file)));
            }
        }
    }

    private String group(Path file) {
        return ImportKeys.PREFIX.equals(keys.group())
                ? prefix(file.getFileName().toString())
                : null;
    }

    static String prefix(String id) {
        int end = id.indexOf('_');
        return end < 0 ? id.replaceFirst("\\.[^.]*$", "") : id.substring(0, end);
    }

    static boolean isImage(Path file) {
        return IMAGES.contains(ending(file));
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
