package io.kawara.trainer.predict;

import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Task;
import io.kawara.messaging.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How answers are written, a line each. */
interface AnswerFormat {
    /** The first line; null where there is none. */
    String header();

    String line(BulkAnswer answer);

    /** Whether {@code line} says that there is no answer to {@code id}. */
    boolean isFailed(String line, String id);

    /**
     * The competitions' CSV: {@code index,a,b,...} with 0 and 1, or probabilities, of a multi-label task; {@code image_id,category_id} of another,
     * probabilities behind it. A row without an answer has empty cells.
     */
    static AnswerFormat csv(Task task, List<String> labels, boolean probabilities) {
        return task == Task.MULTI_LABEL ? new Cells(labels, probabilities) : new Classes(labels, probabilities);
    }

    /** A JSON object a line: {@code id} with {@code label} or {@code labels}, and all {@code scores}, or {@code status} failed with its reason. */
    static AnswerFormat json(Task task) {
        return new JsonLines(task);
    }

    /** One column a label. */
    record Cells(List<String> labels, boolean probabilities) implements AnswerFormat {
        @Override
        public String header() {
            return Csv.line("index", labels);
        }

        @Override
        public String line(BulkAnswer answer) {
            if (answer.failed()) {
                return Csv.empty(answer.id(), labels.size());
            }
            return Csv.line(
                    answer.id(), probabilities ? Csv.scores(answer, labels) : truths(new HashSet<>(answer.labels())));
        }

        private List<String> truths(HashSet<String> chosen) {
            return labels.stream()
                    .map(label -> chosen.contains(label) ? "1" : "0")
                    .toList();
        }

        @Override
        public boolean isFailed(String line, String id) {
            return line.equals(Csv.empty(id, labels.size()));
        }
    }

    /** The label in one column. */
    record Classes(List<String> labels, boolean probabilities) implements AnswerFormat {
        @Override
        public String header() {
            var columns = new ArrayList<>(List.of("category_id"));
            columns.addAll(probabilities ? labels : List.of());
            return Csv.line("image_id", columns);
        }

        @Override
        public String line(BulkAnswer answer) {
            if (answer.failed()) {
                return empty(answer.id());
            }
            var cells = new ArrayList<>(List.of(answer.labels().get(0)));
            cells.addAll(probabilities ? Csv.scores(answer, labels) : List.of());
            return Csv.line(answer.id(), cells);
        }

        private String empty(String id) {
            return Csv.empty(id, 1 + (probabilities ? labels.size() : 0));
        }

        @Override
        public boolean isFailed(String line, String id) {
            return line.equals(empty(id));
        }
    }

    /** Everything that is known. */
    record JsonLines(Task task) implements AnswerFormat {
        @Override
        public String header() {
            return null;
        }

        @Override
        public String line(BulkAnswer answer) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", answer.id());
            if (answer.failed()) {
                fields.put("status", "failed");
                fields.put("reason", answer.reason());
            } else {
                if (task == Task.MULTI_LABEL) {
                    fields.put("labels", answer.labels());
                } else {
                    fields.put("label", answer.labels().get(0));
                }
                fields.put("scores", answer.scores());
            }
            return new String(Json.write(fields), StandardCharsets.UTF_8);
        }

        @Override
        public boolean isFailed(String line, String id) {
            return line.startsWith(new String(Json.write(Map.of("id", id)), StandardCharsets.UTF_8)
                    .replaceFirst("}$", ",\"status\":\"failed\""));
        }
    }

    /** Lines after RFC 4180. */
    final class Csv {
        static String line(String id, List<String> cells) {
            return quoted(id) + "," + cells.stream().map(Csv::quoted).collect(Collectors.joining(","));
        }

        static String empty(String id, int cells) {
            return quoted(id) + ",".repeat(cells);
        }

        static List<String> scores(BulkAnswer answer, List<String> labels) {
            var scores = answer.scores().stream().collect(Collectors.toMap(ScoredLabel::label, ScoredLabel::score));
            return labels.stream()
                    .map(label -> String.format(Locale.ROOT, "%.6f", scores.getOrDefault(label, 0.0)))
                    .toList();
        }

        private static String quoted(String cell) {
            return cell.matches("[^,\"\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
        }

        private Csv() {}
    }
}
