package io.kawara.trainer.recipe;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A pipeline before it is trained: its members are recipes, and their weights are found by training.
 *
 * @param ocr how pictures are read; left out where nothing is
 * @param combination left out: whichever does better out of fold
 */
public record PipelineFile(
        String name,
        @Default("''") String description,
        @Default("single-label") Task task,
        @Default("null") OcrKeys ocr,
        @Default("null") Combination combination,
        List<MemberKeys> members) {
    /**
     * A model that votes.
     *
     * @param recipe the member's recipe, relative to the pipeline's file
     */
    public record MemberKeys(String recipe) {}

    public PipelineFile {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("'members' is empty: there is nothing to train");
        }
    }

    public static PipelineFile read(Path file) throws IOException {
        return StrictYaml.read(file, PipelineFile.class, List.of());
    }

    /** The members' recipes, read from beside the pipeline's {@code file}; {@code settings} go before each of them. */
    public List<Recipe> recipes(Path file, List<String> settings) throws IOException {
        var recipes = new java.util.ArrayList<Recipe>();
        for (MemberKeys member : members) {
            var path = file.toAbsolutePath().resolveSibling(member.recipe()).normalize();
            recipes.add(Recipe.read(path, settings));
        }
        return recipes;
    }
}
