package io.kawara.trainer.data;

import io.kawara.trainer.recipe.DataKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes rows of a table's as {@code data} says which column is what. */
final class TableRows {
    private static final Pattern COLUMN = Pattern.compile("\\{([^}]*)\\}");

    private final DataKeys keys;
    private final Path folder;
    private final Table table;

    TableRows(DataKeys keys, Path folder, Table table) {
        this.keys = keys;
        this.folder = folder;
        this.table = table;
    }

    /** @param labels of a row and its id */
    List<Row> read(BiFunction<Map<String, String>, String, Set<String>> labels) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < table.rows().size(); i++) {
            var values = table.rows().get(i);
            String id = id(values, i);
            Map<String, String> fields = new LinkedHashMap<>();
            keys.text().forEach(column -> fields.put(column, Table.value(values, column, "data.text")));
            var row =
                    new Row(id, picture(keys.image(), values, id), labels.apply(values, id), fields, group(values, id));
            rows.add(row.withWeight(weight(values, id)));
        }
        return rows;
    }

    String id(Map<String, String> values, int number) {
        if (!keys.id().isEmpty()) {
            return Table.value(values, keys.id(), "data.id");
        }
        // As long as the longest, so that rows sorted by id stay in the table's order.
        int digits = Integer.toString(table.rows().size()).length();
        return "0".repeat(digits - Integer.toString(number + 1).length()) + (number + 1);
    }

    /** The picture where a pattern says it lies; null where the rows have none. */
    Picture picture(String pattern, Map<String, String> values, String id) {
        if (pattern.isEmpty()) {
            return null;
        }
        Path file = folder.resolve(filled(pattern, values));
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(table.file() + ", row " + id + ": there is no image " + file
                    + " ('data.image'; '' for rows without pictures)");
        }
        return Picture.of(file);
    }

    String group(Map<String, String> values, String id) {
        return keys.groupOf(keys.group() == null ? id : Table.value(values, keys.group(), "data.group"));
    }

    private float weight(Map<String, String> values, String id) {
        if (keys.weight() == null) {
            return 1;
        }
        String written = Table.value(values, keys.weight(), "data.weight");
        try {
            return Float.parseFloat(written);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    table.file() + ", row " + id + ": a weight is a number, not '" + written + "'", e);
        }
    }

    private static String filled(String pattern, Map<String, String> values) {
        return COLUMN.matcher(pattern)
                .replaceAll(match -> Matcher.quoteReplacement(Table.value(values, match.group(1), "data.image")));
    }
}
