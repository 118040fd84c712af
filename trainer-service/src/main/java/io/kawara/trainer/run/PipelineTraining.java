package io.kawara.trainer.run;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Pipeline;
import io.kawara.messaging.Json;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.data.Split;
import io.kawara.trainer.recipe.PipelineFile;
import io.kawara.trainer.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Trains a pipeline's members, chooses their weights on out-of-fold predictions, and measures on the holdout what will be served.
 *
 * <p>The holdout decides nothing: it is looked at once, at the end.
 */
public final class PipelineTraining {
    private final PipelineFile file;
    private final List<Recipe> recipes;
    private final List<DataSet> data;
    private final RunFolder folder;
    private final boolean resume;
    private final Console console;

    /**
     * What a training came to.
     *
     * @param outOfFold each member and the fusion on the training rows, by models that had not seen them
     * @param holdout likewise on the rows that were kept back, by the models that will serve
     */
    public record Result(Pipeline pipeline, List<Measurement> outOfFold, List<Measurement> holdout) {}

    /** @param data of each recipe, in their order, the same rows with what each member needs of them */
    public PipelineTraining(
            PipelineFile file,
            List<Recipe> recipes,
            List<DataSet> data,
            RunFolder folder,
            boolean resume,
            Console console)
            throws IOException {
        this.file = file;
        this.recipes = List.copyOf(recipes);
        this.data = List.copyOf(data);
        this.folder = folder;
        this.resume = resume;
        this.console = console;
        requireAgreement();
    }

    private void requireAgreement() throws IOException {
        for (int i = 0; i < recipes.size(); i++) {
            var recipe = recipes.get(i);
            if (!ids(data.get(i)).equals(ids(data.get(0)))) {
                throw new IllegalArgumentException("recipes " + recipes.get(0).name() + " and " + recipe.name()
                        + " read different rows: a pipeline's members learn from the same");
            }
            if (!holdout(i).equals(holdout(0))) {
                throw new IllegalArgumentException("recipes " + recipes.get(0).name() + " and " + recipe.name()
                        + " keep back different rows: give them the same 'split.holdout', 'split.seed' and"
                        + " 'split.stratified'");
            }
            if (recipe.task() != file.task()) {
                throw new IllegalArgumentException("recipe " + recipe.name() + " is of a " + recipe.task()
                        + " task, but pipeline " + file.name() + " of a " + file.task() + " one");
            }
            if (!recipe.forImages() && !Objects.equals(recipe.data().ocr(), file.ocr())) {
                throw new IllegalArgumentException("recipe " + recipe.name() + " learns from text read with "
                        + recipe.data().ocr() + ", but pipeline " + file.name() + " reads with " + file.ocr());
            }
        }
    }

    private static List<String> ids(DataSet data) {
        return data.rows().stream().map(row -> row.id() + "=" + row.labels()).toList();
    }

    private List<String> holdout(int member) throws IOException {
        var split = Split.of(data.get(member), recipes.get(member).split());
        return data.get(member).rows(split.holdout()).rows().stream()
                .map(Row::id)
                .toList();
    }

    public Result run() throws IOException, InterruptedException {
        var outOfFold = new ArrayList<Votes>();
        var held = new ArrayList<Votes>();
        for (int i = 0; i < recipes.size(); i++) {
            var split = Split.of(data.get(i), recipes.get(i).split());
            var outcome = new ModelTraining(recipes.get(i), data.get(i), split, folder, resume, console).train(true);
            outOfFold.add(outcome.outOfFold());
            held.add(outcome.holdout());
        }
        var split = Split.of(data.get(0), recipes.get(0).split());
        var training = data.get(0).rows(split.training());
        var kept = data.get(0).rows(split.holdout());
        var pipeline = new FusionSearch(file.contract(), outOfFold, training).best(combinations());
        Files.write(folder.pipeline(), Json.write(pipeline));
        return new Result(
                pipeline,
                Measurement.of(pipeline, outOfFold, training),
                kept.size() == 0 ? List.of() : Measurement.of(pipeline, held, kept));
    }

    private Combination[] combinations() {
        return file.combination() == null ? Combination.values() : new Combination[] {file.combination()};
    }
}
