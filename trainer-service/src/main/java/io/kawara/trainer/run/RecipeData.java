package io.kawara.trainer.run;

import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.data.Split;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.recipe.SplitKeys;
import io.kawara.trainer.snapshot.SnapshotFolder;
import java.io.IOException;
import java.util.List;

/**
 * A recipe and what it learns from.
 *
 * @param rows with their texts read
 * @param split of these rows, as the recipe wants it
 */
public record RecipeData(Recipe recipe, DataSet rows, Split split) {
    /** Splits the rows. Of a snapshot none are kept back: it has golden ones. */
    public static RecipeData of(Recipe recipe, DataSet rows) throws IOException {
        var keys = recipe.split();
        boolean snapshot = rows.folder() != null && SnapshotFolder.is(rows.folder());
        return new RecipeData(
                recipe,
                rows,
                Split.of(rows, snapshot ? new SplitKeys(0, keys.folds(), keys.seed(), keys.stratified()) : keys));
    }

    DataSet training() {
        return rows.rows(split.training());
    }

    DataSet holdout() {
        return rows.rows(split.holdout());
    }

    /** Which rows there are, with their labels. */
    List<String> ids() {
        return rows.rows().stream().map(row -> row.id() + "=" + row.labels()).toList();
    }

    List<String> keptBack() {
        return holdout().rows().stream().map(Row::id).toList();
    }
}
