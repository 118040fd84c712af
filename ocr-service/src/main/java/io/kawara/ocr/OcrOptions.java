package io.kawara.ocr;

import io.kawara.contracts.Pipeline.Ocr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What {@link OcrCommand} is asked to do. */
record OcrOptions(boolean help, Path data, Path list, Path out, Ocr settings, Optional<Path> tessdata, int workers) {
    private static final Set<String> NAMES =
            Set.of("--data", "--list", "--out", "--languages", "--psm", "--tessdata", "--workers");
    private static final Set<String> IMAGES = Set.of("jpg", "jpeg", "png", "webp", "tif", "tiff", "bmp", "gif");

    /** @throws IllegalArgumentException saying which argument makes no sense */
    static OcrOptions parse(String... arguments) {
        if (arguments.length == 0 || List.of(arguments).contains("--help")) {
            return new OcrOptions(true, null, null, null, null, Optional.empty(), 1);
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!NAMES.contains(arguments[i])) {
                throw new IllegalArgumentException("There is no option " + arguments[i] + ".");
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value.");
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        return new OcrOptions(
                false,
                Path.of(required(values, "--data")),
                values.containsKey("--list") ? Path.of(values.get("--list")) : null,
                Path.of(required(values, "--out")),
                new Ocr(List.of(values.getOrDefault("--languages", "eng").split("\\+")), number(values, "--psm", 3)),
                Optional.ofNullable(values.get("--tessdata")).map(Path::of),
                number(values, "--workers", Runtime.getRuntime().availableProcessors()));
    }

    private static String required(Map<String, String> values, String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException(name + " is missing.");
        }
        return values.get(name);
    }

    private static int number(Map<String, String> values, String name, int otherwise) {
        String value = values.get(name);
        if (value != null && !value.matches("\\d{1,4}")) {
            throw new IllegalArgumentException(name + " is no number: " + value);
        }
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /** The images' names relative to the folder, with {@code /}, sorted unless a list gives their order. */
    List<String> files() throws IOException {
        if (list != null) {
            return Files.readAllLines(list).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
        if (!Files.isDirectory(data)) {
            throw new IOException("There is no folder " + data + ".");
        }
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> data.relativize(file).toString().replace('\\', '/'))
                    .filter(OcrOptions::isImage)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isImage(String file) {
        return IMAGES.contains(file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
