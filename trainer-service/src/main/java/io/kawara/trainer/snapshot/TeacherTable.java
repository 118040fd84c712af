package io.kawara.trainer.snapshot;

import java.util.List;
import java.util.Map;

/** What a pipeline answered to each row, as a table of probabilities: what a student learns from (Hinton et al., Distilling the Knowledge, 2015). */
final class TeacherTable {
    static String of(Selection.Chosen chosen) {
        var classes = chosen.manifest().classes();
        var table = new StringBuilder("id");
        classes.forEach(one -> table.append(',').append(quoted(one)));
        table.append('\n');
        for (var entry : chosen.manifest().training()) {
            table.append(quoted(entry.row()));
            for (double share : shares(chosen.seen().get(entry.image()).scores(), entry.labels(), classes)) {
                table.append(',').append((float) share);
            }
            table.append('\n');
        }
        return table.toString();
    }

    /** The scores of the classes that there are, of which the answer may not have known some; the label where nothing was answered. */
    private static double[] shares(Map<String, Double> scores, List<String> labels, List<String> classes) {
        double[] said = classes.stream()
                .mapToDouble(one -> Math.min(1, scores.getOrDefault(one, 0.0)))
                .toArray();
        boolean nothing = true;
        for (double share : said) {
            nothing &= share == 0;
        }
        return nothing
                ? classes.stream()
                        .mapToDouble(one -> labels.contains(one) ? 1 : 0)
                        .toArray()
                : said;
    }

    private static String quoted(String value) {
        return value.matches("[^\",\r\n]*") ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }

    private TeacherTable() {}
}
