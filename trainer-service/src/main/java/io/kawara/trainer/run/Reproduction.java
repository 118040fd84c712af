package io.kawara.trainer.run;

import io.kawara.serving.ModelCard;
import io.kawara.serving.OnnxFile;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Split;
import io.kawara.trainer.recipe.Recipe;
import java.io.IOException;
import java.util.Arrays;

/**
 * Trains a model again by what its card says, and holds the new file against it.
 *
 * <p>On the same processor, libtorch and number of threads the two are the same, byte for byte; the version, which publishing sets, does not count.
 */
public final class Reproduction {
    private final OnnxFile original;
    private final Recipe recipe;

    /** @throws IllegalArgumentException where the card does not say how the model was trained */
    public Reproduction(OnnxFile original) {
        this.original = original;
        recipe = Cards.recipe(original.card())
                .orElseThrow(() -> new IllegalArgumentException(
                        original.card().id() + " was not trained here: its card holds no recipe."));
    }

    /** The recipe in the card, by which the rows are read. */
    public Recipe recipe() {
        return recipe;
    }

    /**
     * Trains in a new run's folder.
     *
     * @param rows as read now
     * @return whether the file is the same
     * @throws IllegalArgumentException if the rows are not those that the model was trained on
     */
    public boolean train(DataSet rows, RunFolder folder, Console console) throws IOException, InterruptedException {
        var card = original.card();
        var split = Split.of(rows, recipe.split());
        requireSameRows(
                card, rows.learnt(split.training(), recipe.data().onlyPseudo()).manifestHash());
        int threads = card.provenance().get(Cards.THREADS) instanceof Integer said ? said : ModelTraining.threads();
        boolean withFolds = Cards.metrics(card).containsKey(ModelTraining.OUT_OF_FOLD_ACCURACY);
        // The folder may have another name by now; in the card it has the one it had.
        var named = rows.named(String.valueOf(card.provenance().get(Cards.DATA)));
        new ModelTraining(new RecipeData(recipe, named, split), folder, false, console)
                .withThreads(threads)
                .train(withFolds);
        var again = OnnxFile.map(folder.model(recipe.name()));
        return Arrays.equals(versioned(again, card.version()), versioned(original, card.version()));
    }

    private static void requireSameRows(ModelCard card, String hash) {
        var trainedOn = card.provenance().get(Cards.ROWS_HASH);
        if (!hash.equals(trainedOn)) {
            throw new IllegalArgumentException(
                    "These are not the rows that %s was trained on: their hash is %s, the card says %s."
                            .formatted(card.id(), hash, trainedOn));
        }
    }

    /** With the card written anew, in which maps may have been in another order. What the file says of golden examples follows from the rest. */
    private static byte[] versioned(OnnxFile file, int version) {
        return file.with(Cards.versioned(file.card(), version).withExamples(null));
    }
}
