package io.kawara.trainer.data;

import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.snapshot.SnapshotFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A recipe's rows with everything it learns from: what its text model is told was read in the pictures, too. */
public final class LabelledData {
    private final Path root;
    private final Path folder;
    private final Consumer<String> say;

    /**
     * Where things are.
     *
     * @param root the repository, in which the OCR service was built
     * @param folder where the texts that were read are kept
     */
    public LabelledData(Path root, Path folder, Consumer<String> say) {
        this.root = root;
        this.folder = folder;
        this.say = say;
    }

    public DataSet read(Recipe recipe, Path data) throws IOException, InterruptedException {
        if (SnapshotFolder.is(data)) {
            return SnapshotRows.training(recipe, data);
        }
        if (recipe.draws()) {
            return LetterRows.read(recipe, data);
        }
        var rows = new DataSource(recipe.data(), recipe.task(), data, folder.resolve("crops")).read();
        if (recipe.forImages() || recipe.data().ocr() == null) {
            return rows;
        }
        return new TextReadings(root, folder.resolve("ocr"), say)
                .read(rows, data, recipe.data().ocr());
    }
}
