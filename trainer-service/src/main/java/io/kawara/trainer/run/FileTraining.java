package io.kawara.trainer.run;

import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.recipe.ContextRecipe;
import io.kawara.trainer.recipe.DetectorRecipe;
import io.kawara.trainer.recipe.PipelineFile;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.recipe.StrictYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Trains what a file describes, a recipe of whatever kind or a pipeline, and says how good it became. */
public final class FileTraining {
    private final Path file;
    private final List<String> settings;
    private final Kind kind;

    /** What files describe; each kind but the first is known by a key that no other has. */
    private enum Kind {
        RECIPE,
        PIPELINE,
        DETECTOR,
        CONTEXT;

        static Kind of(Collection<String> keys) {
            if (keys.contains(ContextRecipe.KEY)) {
                return CONTEXT;
            }
            if (keys.contains(DetectorRecipe.KEY)) {
                return DETECTOR;
            }
            return keys.contains("members") ? PIPELINE : RECIPE;
        }
    }

    /** @param settings of the command line, which go before the recipes' */
    public FileTraining(Path file, List<String> settings) throws IOException {
        this.file = file;
        this.settings = List.copyOf(settings);
        kind = Kind.of(StrictYaml.keys(file));
    }

    /** The name that the run bears. */
    public String name() throws IOException {
        return switch (kind) {
            case RECIPE -> Recipe.read(file, settings).name();
            case PIPELINE -> PipelineFile.read(file).name();
            case DETECTOR -> DetectorRecipe.read(file, settings).name();
            case CONTEXT -> ContextRecipe.read(file, settings).name();
        };
    }

    /**
     * Trains in a run's folder.
     *
     * @param resume goes on with what lies in the folder
     * @param outOfFold of a recipe: whether each training row is predicted by a model that has not seen it; a pipeline always does
     */
    public void train(LabelledData reader, Path data, RunFolder run, boolean resume, boolean outOfFold, Console console)
            throws IOException, InterruptedException {
        switch (kind) {
            case RECIPE -> recipe(reader, data, run, resume, outOfFold, console);
            case PIPELINE -> pipeline(reader, data, run, resume, console);
            case DETECTOR ->
                new DetectorTraining(DetectorRecipe.read(file, settings), data, run, resume, console).train(outOfFold);
            case CONTEXT ->
                new ContextTraining(ContextRecipe.read(file, settings), data, run, resume, console).train(outOfFold);
        }
    }

    /**
     * The trainings of which the whole is made, each {@code MODEL/PART}: workers may share them, and the whole finds them done.
     *
     * @throws IllegalArgumentException where the file is no recipe of labels and no pipeline of such
     */
    public List<String> parts() throws IOException {
        return recipes().stream()
                .flatMap(recipe -> ModelTraining.parts(recipe).stream().map(part -> recipe.name() + "/" + part))
                .toList();
    }

    /** Trains one of the {@link #parts}, going on with what lies in the folder. */
    public void trainPart(LabelledData reader, Path data, RunFolder run, String part, Console console)
            throws IOException, InterruptedException {
        String model = part.substring(0, part.lastIndexOf('/'));
        var recipe = recipes().stream()
                .filter(one -> one.name().equals(model))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file + " trains no model " + model));
        new ModelTraining(read(reader, recipe, data, console), run, true, console)
                .trainPart(part.substring(part.lastIndexOf('/') + 1));
    }

    private List<Recipe> recipes() throws IOException {
        return switch (kind) {
            case RECIPE -> List.of(Recipe.read(file, settings));
            case PIPELINE -> PipelineFile.read(file).recipes(file, settings);
            case DETECTOR, CONTEXT -> throw new IllegalArgumentException(file + " cannot be trained in parts");
        };
    }

    private void recipe(
            LabelledData reader, Path data, RunFolder run, boolean resume, boolean outOfFold, Console console)
            throws IOException, InterruptedException {
        var recipe = Recipe.read(file, settings);
        var read = read(reader, recipe, data, console);
        var outcome = new ModelTraining(read, run, resume, console).train(outOfFold);
        var familiarity = new Familiarity(read.rows(), read.split());
        if (outOfFold) {
            measure("Out of fold", outcome.outOfFold(), read.training(), familiarity::outOfFold, console);
        }
        if (!read.split().holdout().isEmpty()) {
            measure("On rows kept back", outcome.holdout(), read.holdout(), familiarity::holdout, console);
        }
    }

    private void pipeline(LabelledData reader, Path data, RunFolder run, boolean resume, Console console)
            throws IOException, InterruptedException {
        var described = PipelineFile.read(file);
        var members = new ArrayList<RecipeData>();
        for (Recipe recipe : described.recipes(file, settings)) {
            members.add(read(reader, recipe, data, console));
        }
        var result = new PipelineTraining(described, members, run, resume, console).run();
        console.table("Out of fold, by which the weights were chosen", result.outOfFold());
        console.weights(result.pipeline());
        if (!result.holdout().isEmpty()) {
            console.table("On rows kept back", result.holdout());
        }
    }

    private static void measure(
            String title, Votes votes, DataSet rows, Supplier<List<Integer>> familiar, Console console) {
        var measured = new ArrayList<>(List.of(Measurement.of(votes, rows)));
        var known = rows.multiLabel() ? List.<Integer>of() : familiar.get();
        if (!known.isEmpty() && known.size() < rows.size()) {
            measured.add(Measurement.of(
                    "learnt from %d or more".formatted(Familiarity.OFTEN),
                    votes.rows(known).rankings(),
                    rows.rows(known)));
        }
        console.table(title, measured);
    }

    private static RecipeData read(LabelledData reader, Recipe recipe, Path data, Console console)
            throws IOException, InterruptedException {
        var read = RecipeData.of(recipe, reader.read(recipe, data));
        console.line(
                "%s: %d rows of %d labels, %d kept back for the end",
                recipe.name(),
                read.rows().size(),
                read.rows().labels().size(),
                read.split().holdout().size());
        return read;
    }
}
