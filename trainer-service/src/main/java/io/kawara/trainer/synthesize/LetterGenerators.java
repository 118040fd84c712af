package io.kawara.trainer.synthesize;

import io.kawara.trainer.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What draws the pictures of a recipe, or of one stage of it, from the glyphs below its data's folder. */
public final class LetterGenerators {
    /** Of the pictures that it learns from. Stages that draw alike draw the same ones. */
    public static LetterGenerator learnt(Recipe recipe, Path folder) throws IOException {
        var keys = recipe.data().glyphs();
        return new LetterGenerator(
                glyphs(recipe, folder).training(keys.holdout()),
                keys.learnt(),
                recipe.input().width(),
                recipe.train().seed());
    }

    /** Of pictures of the other glyphs: the same for every recipe with the same {@code split.seed}, so that members of an ensemble are measured alike. */
    public static LetterGenerator unseen(Recipe recipe, Path folder) throws IOException {
        var keys = recipe.data().glyphs();
        return new LetterGenerator(
                glyphs(recipe, folder).unseen(keys.holdout()),
                keys.letters(),
                recipe.input().width(),
                ~recipe.split().seed());
    }

    private static Glyphs glyphs(Recipe recipe, Path folder) throws IOException {
        Path file = folder.resolve(recipe.data().file());
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("there are no glyphs " + file + " ('data.file')");
        }
        return GlyphFiles.read(file);
    }

    private LetterGenerators() {}
}
