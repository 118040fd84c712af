package io.kawara.trainer.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What rows are, apart from their ids: rows with equal contents are the same item, which a model that has seen one knows by heart.
 *
 * @param rows of each row, in their order
 * @param extra of each extra row
 */
record Contents(List<String> rows, List<String> extra) {
    static Contents of(DataSet data) throws IOException {
        return new Contents(of(data.rows()), of(data.extra()));
    }

    private static List<String> of(List<Row> rows) throws IOException {
        var contents = new ArrayList<String>();
        for (Row row : rows) {
            contents.add(of(row));
        }
        return contents;
    }

    private static String of(Row row) throws IOException {
        if (row.image() != null) {
            return row.image().sha256();
        }
        String words = row.words();
        return words.isBlank() ? "row " + row.id() : "words " + words; // of nothing at all nothing can be said
    }

    /** The places of rows that are the same item, where there are several. */
    List<List<Integer>> repeated() {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int place = 0; place < rows.size(); place++) {
            places.computeIfAbsent(rows.get(place), content -> new ArrayList<>())
                    .add(place);
        }
        return places.values().stream()
                .filter(same -> same.size() > 1)
                .sorted((a, b) -> Integer.compare(a.get(0), b.get(0)))
                .toList();
    }
}
