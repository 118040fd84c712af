package io.kawara.trainer.data;

import io.kawara.contracts.Task;
import io.kawara.trainer.recipe.DataKeys;
import io.kawara.trainer.recipe.PseudoKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes rows of what a model said of unlabelled ones (Lee, Pseudo-Label, 2013), where it was sure enough. */
final class PseudoRows {
    private final DataKeys keys;
    private final PseudoKeys pseudo;
    private final Table table;
    private final Probabilities said;
    private final TableRows columns;

    PseudoRows(DataKeys keys, Path folder, Table table, Probabilities said) {
        this.keys = keys;
        this.pseudo = keys.pseudo();
        this.table = table;
        this.said = said;
        this.columns = new TableRows(keys, folder, table);
    }

    /** The rows, with the labels of {@code data}. */
    List<Row> read(DataSet data) {
        var probabilities = said.in(data.labels()).rows();
        boolean alone = pseudo.table() == null;
        var rows = new ArrayList<Row>();
        for (int i = 0; i < table.rows().size(); i++) {
            var values = table.rows().get(i);
            String id = alone ? values.get("id") : columns.id(values, i);
            float[] shares = probabilities.get(id);
            if (shares == null) {
                throw new IllegalArgumentException(said.file() + " says nothing of row " + id + " of " + table.file());
            }
            if (sureness(shares, data.task()) >= pseudo.minimum()) {
                rows.add(row(values, id, shares, data));
            }
        }
        return rows;
    }

    private Row row(Map<String, String> values, String id, float[] shares, DataSet data) {
        boolean alone = pseudo.table() == null;
        var fields = new LinkedHashMap<String, String>();
        keys.text().forEach(column -> fields.put(column, Table.value(values, column, "data.text")));
        String own = "pseudo/" + id; // a labelled row may have the same id
        return new Row(
                        own,
                        columns.picture(pseudo.images(), values, id),
                        labels(shares, data),
                        fields,
                        alone || keys.group() == null ? own : columns.group(values, id))
                .withTarget(pseudo.kind() == PseudoKeys.Kind.SOFT ? shares : null)
                .withWeight((float) pseudo.weight());
    }

    private static double sureness(float[] shares, Task task) {
        double greatest = 0;
        double sum = 0;
        for (float share : shares) {
            greatest = Math.max(greatest, share);
            sum += Math.max(share, 1 - share);
        }
        return task == Task.MULTI_LABEL ? sum / shares.length : greatest;
    }

    private static Set<String> labels(float[] shares, DataSet data) {
        var labels = new TreeSet<String>();
        int best = 0;
        for (int i = 0; i < shares.length; i++) {
            best = shares[i] > shares[best] ? i : best;
            if (data.multiLabel() && shares[i] > 0.5) {
                labels.add(data.labels().get(i));
            }
        }
        return data.multiLabel() ? labels : Set.of(data.labels().get(best));
    }
}
