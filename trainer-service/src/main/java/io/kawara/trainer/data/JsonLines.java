package io.kawara.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a file that holds one JSON object in each line, {@code {"id": "7", "labels": ["a", "b"]}}. */
final class JsonLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Map<String, String>> read(Path file) throws IOException {
        var rows = new ArrayList<Map<String, String>>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank()) {
                rows.add(row(line, file + ":" + number));
            }
        }
        return rows;
    }

    private static Map<String, String> row(String line, String place) {
        JsonNode object;
        try {
            object = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(place + ": not JSON: " + e.getOriginalMessage(), e);
        }
        if (!object.isObject()) {
            throw new IllegalArgumentException(place + ": expected an object in each line");
        }
        var row = new LinkedHashMap<String, String>();
        object.properties().forEach(field -> row.put(field.getKey(), text(field.getValue(), field.getKey(), place)));
        return row;
    }

    private static String text(JsonNode value, String field, String place) {
        if (value.isArray()) {
            var values = new StringBuilder();
            // Each ends in a bar, so that a single label with a space in it is still one label.
            value.forEach(one -> values.append(text(one, field, place)).append('|'));
            return values.toString();
        }
        if (value.isObject()) {
            throw new IllegalArgumentException(place + ": '" + field + "' is an object: expected a value or a list");
        }
        return value.isNull() ? "" : value.asText();
    }

    private JsonLines() {}
}
