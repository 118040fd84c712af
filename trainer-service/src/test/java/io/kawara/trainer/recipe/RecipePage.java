package io.kawara.trainer.recipe;

import io.kawara.trainer.publish.ImportCard;
import io.kawara.trainer.search.SearchFile;
import io.kawara.trainer.trees.TreesFile;
import io.kawara.trainer.zoo.Architecture;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes docs/recipes.md out of the recipe's records and what their sources say of each key, so that the page cannot fall behind. */
final class RecipePage {
    static final Path FILE = Path.of("..", "docs", "recipes.md");

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern PARAMETER = Pattern.compile("@param (\\w+)\\s+(.*?)(?=\\n@|\\z)", Pattern.DOTALL);

    private final StringBuilder page = new StringBuilder();
    private final Set<Class<?>> written = new LinkedHashSet<>();

    /** Run from the module's folder. */
    public static void main(String... args) throws IOException {
        Files.writeString(FILE, new RecipePage().text());
    }

    String text() throws IOException {
        page.append("""
                # Recipes, key by key

                A recipe is a YAML file that says everything about a training; `deploy/recipes/` has some to begin with. A key that is unknown or misspelt, missing or
                out of range is an error that names file, line and key. Each can be set on the command line too: `./kawara train RECIPE --data FOLDER optim.lr=5e-3
                train.epochs=40`.

                At the end are the keys of [detectors](#a-detectors-recipe), [classifiers of boxes in their context](#a-recipe-of-boxes-in-their-context), [pipelines](#a-pipeline), [searches](#a-search), [trees](#trees-that-decide-about-characters) (`./kawara pages train`) and
                [cards](#a-card-for-an-onnx-file-from-elsewhere) (`./kawara models import`).

                This page is written from the trainer's sources (`RecipePage`); a test fails where it is not up to date.
                """);
        file("A recipe", Recipe.class);
        architectures();
        file("A detector's recipe", DetectorRecipe.class);
        file("A recipe of boxes in their context", ContextRecipe.class);
        file("A pipeline", PipelineFile.class);
        file("A search", SearchFile.class);
        file("Trees that decide about characters", TreesFile.class);
        file("A card for an ONNX file from elsewhere", ImportCard.class);
        return page.toString();
    }

    /** Writes the keys of a file, and of the records within it that were not written before. */
    private void file(String title, Class<?> record) throws IOException {
        Deque<Map.Entry<String, Class<?>>> sections = new ArrayDeque<>();
        sections.add(Map.entry("", record));
        while (!sections.isEmpty()) {
            var section = sections.remove();
            if (written.add(section.getValue())) {
                sections.addAll(section(title, section.getKey(), section.getValue()));
            }
        }
    }

    private void architectures() throws IOException {
        page.append("\n## Architectures and their options\n");
        for (String name : Architecture.names()) {
            var options =
                    name.equals("pretrained") ? Map.<String, Object>of("file", "any.onnx") : Map.<String, Object>of();
            String comment = comment(Architecture.of(name, options).getClass(), "class");
            page.append("\n### `")
                    .append(name)
                    .append("`\n\n")
                    .append(plain(comment))
                    .append('\n');
        }
    }

    /** Writes a record's keys; answers the records among them. */
    private List<Map.Entry<String, Class<?>>> section(String title, String path, Class<?> record) throws IOException {
        page.append("\n## ").append(path.isEmpty() ? title : "`" + path + "`").append("\n\n");
        page.append(summary(record)).append("\n\n| key | default | |\n|---|---|---|\n");
        var documented = parameters(record);
        var further = new ArrayList<Map.Entry<String, Class<?>>>();
        for (RecordComponent component : record.getRecordComponents()) {
            String key = component.getName();
            String inside = path.isEmpty() ? key : path + "." + key;
            page.append("| `%s`%s | %s | %s |%n"
                    .formatted(key, also(component), otherwise(component), meaning(component, documented.get(key))));
            for (Class<?> part : parts(component)) {
                if (part.isRecord() && part.getPackageName().startsWith("io.kawara.trainer")) {
                    further.add(Map.entry(inside, part));
                } else if (part.isSealed() && part.isInterface()) {
                    Variants.of(part).forEach((kind, variant) -> further.add(Map.entry(inside + " " + kind, variant)));
                }
            }
        }
        return further;
    }

    private static List<Class<?>> parts(RecordComponent component) {
        if (component.getGenericType() instanceof ParameterizedType type) {
            return Arrays.stream(type.getActualTypeArguments())
                    .filter(Class.class::isInstance)
                    .<Class<?>>map(Class.class::cast)
                    .toList();
        }
        return List.of(component.getType());
    }

    private static String also(RecordComponent component) {
        var also = component.getAnnotation(Also.class);
        return also == null ? "" : ", `" + also.value() + "`";
    }

    private static String otherwise(RecordComponent component) {
        var otherwise = component.getAnnotation(Default.class);
        if (otherwise == null) {
            return "required";
        }
        return switch (otherwise.value()) {
            case "null", "''", "{}", "[]" -> "";
            default -> "`" + otherwise.value() + "`";
        };
    }

    private static String meaning(RecordComponent component, String documented) throws IOException {
        if (documented == null && component.getType().isRecord()) {
            String inside = component.getName().toLowerCase(Locale.ROOT);
            return summary(component.getType()) + " See [%s](#%s)".formatted(component.getName(), inside);
        }
        var meaning = new StringBuilder(documented == null ? "" : documented);
        if (component.getType().isEnum()) {
            var constants = documentedConstants(component.getType());
            meaning.append(meaning.isEmpty() ? "" : ". ")
                    .append(constants.entrySet().stream()
                            .map(e -> "`" + e.getKey() + "`" + (e.getValue().isEmpty() ? "" : ": " + e.getValue()))
                            .collect(Collectors.joining("; ", "One of ", "")));
        }
        return meaning.toString();
    }

    private static Map<String, String> documentedConstants(Class<?> type) throws IOException {
        String source = source(type);
        var constants = new LinkedHashMap<String, String>();
        for (Object constant : type.getEnumConstants()) {
            var matcher = Pattern.compile("/\\*\\*((?:(?!\\*/).)*?)\\*/\\s*" + constant + "\\b", Pattern.DOTALL)
                    .matcher(source);
            String said = "";
            while (matcher.find()) {
                said = plain(matcher.group(1)).replaceAll("\\.$", "");
            }
            constants.put(constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'), said);
        }
        return constants;
    }

    private static String summary(Class<?> record) throws IOException {
        String comment = comment(record, "record");
        int parameters = comment.indexOf("@param");
        return plain(parameters < 0 ? comment : comment.substring(0, parameters));
    }

    private static Map<String, String> parameters(Class<?> record) throws IOException {
        var parameters = new LinkedHashMap<String, String>();
        var matcher = PARAMETER.matcher(
                comment(record, "record").lines().map(String::strip).collect(Collectors.joining("\n")));
        while (matcher.find()) {
            parameters.put(matcher.group(1), plain(matcher.group(2)));
        }
        return parameters;
    }

    /** A type's Javadoc without its stars. */
    private static String comment(Class<?> type, String keyword) throws IOException {
        var matcher = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*(?:public |final )*" + keyword
                                + " "
                                + type.getSimpleName()
                                + "\\b",
                        Pattern.DOTALL)
                .matcher(source(type));
        if (!matcher.find()) {
            throw new IllegalStateException(type + " says nothing of itself");
        }
        return matcher.group(1)
                .lines()
                .map(line -> line.strip().replaceFirst("^\\* ?", ""))
                .collect(Collectors.joining("\n"));
    }

    private static String source(Class<?> type) throws IOException {
        Class<?> outermost = type;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        Path file = SOURCES.resolve(outermost.getName().replace('.', '/') + ".java");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Javadoc as Markdown in one line. */
    private static String plain(String javadoc) {
        return javadoc.replaceAll("(?m)^\\s*\\* ?", "")
                .replaceAll("\\s+", " ")
                .replaceAll("\\{@code ([^}]*\\{[^}]*}[^}]*|[^}]*)}", "`$1`")
                .replaceAll("\\{@link (?:[\\w.]*#)?(\\w+)[^}]*}", "$1")
                .replaceAll("</?code>", "`")
                .replaceAll("</?p>", "")
                .replace("|", "\\|")
                .strip();
    }
}
