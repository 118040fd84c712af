package io.kawara.trainer.run;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Pipeline;
import io.kawara.messaging.Json;
import io.kawara.trainer.recipe.PipelineFile;
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
    private final List<RecipeData> members;
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

    /** @param members the same rows in each with what it needs of them */
    public PipelineTraining(
            PipelineFile file, List<RecipeData> members, RunFolder folder, boolean resume, Console console) {
        this.file = file;
        this.members = List.copyOf(members);
        this.folder = folder;
        this.resume = resume;
        this.console = console;
        requireAgreement();
    }

    private void requireAgreement() {
        var first = members.get(0);
        for (var member : members) {
            var recipe = member.recipe();
            if (!member.ids().equals(first.ids())) {
                throw new IllegalArgumentException("recipes " + first.recipe().name() + " and " + recipe.name()
                        + " read different rows: a pipeline's members learn from the same");
            }
            if (!member.keptBack().equals(first.keptBack())) {
                throw new IllegalArgumentException("recipes " + first.recipe().name() + " and " + recipe.name()
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

    public Result run() throws IOException, InterruptedException {
        var outOfFold = new ArrayList<Votes>();
        var held = new ArrayList<Votes>();
        for (var member : members) {
            var outcome = new ModelTraining(member, folder, resume, console).train(true);
            outOfFold.add(outcome.outOfFold());
            held.add(outcome.holdout());
        }
        var training = members.get(0).training();
        var kept = members.get(0).holdout();
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
