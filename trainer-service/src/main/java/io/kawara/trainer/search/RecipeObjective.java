package io.kawara.trainer.search;

import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.Measurement;
import io.kawara.trainer.run.ModelTraining;
import io.kawara.trainer.run.RecipeData;
import io.kawara.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/** Trains a recipe with the settings on all folds but one, and measures on that one. Never looks at the rows kept back. */
public final class RecipeObjective implements Objective {
    private final SearchFile search;
    private final Path file;
    private final List<String> always;
    private final DataSet data;
    private final RunFolder folder;
    private final Console console;

    /**
     * One recipe on one data set.
     *
     * @param file the search's
     * @param always settings that every trial has
     * @param folder of the search; each trial is a run in a folder of its own below it
     */
    public RecipeObjective(
            SearchFile search, Path file, List<String> always, DataSet data, RunFolder folder, Console console) {
        this.search = search;
        this.file = file;
        this.always = List.copyOf(always);
        this.data = data;
        this.folder = folder;
        this.console = console;
    }

    @Override
    public OptionalDouble score(int number, Map<String, String> settings, DoublePredicate goOn)
            throws IOException, InterruptedException {
        var tried = search.recipe(file, always, settings);
        var place = new TrialFolder(folder, number).make();
        var measured =
                new ModelTraining(RecipeData.of(tried, data), place, false, console).validate(search.fold(), goOn);
        removeWeights(place.path());
        return measured.map(this::score).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private double score(Measurement measured) {
        return switch (search.metric()) {
            case ACCURACY -> measured.accuracy();
            case LOG_LOSS -> -measured.logLoss();
        };
    }

    /** What was reported stays; fifty trials' weights would fill a disk. */
    private static void removeWeights(Path place) throws IOException {
        try (var files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (file.toString().matches(".*\\.(onnx|safetensors)")) {
                    Files.delete(file);
                }
            }
        }
    }
}
