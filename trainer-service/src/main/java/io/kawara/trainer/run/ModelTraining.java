package io.kawara.trainer.run;

import io.kawara.serving.Device;
import io.kawara.serving.GoldenExamples;
import io.kawara.serving.ModelCard;
import io.kawara.serving.OnnxFile;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TextInput;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Split;
import io.kawara.trainer.data.SplitFile;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.snapshot.SnapshotFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** Trains one recipe: a model for each fold, asked about the rows it has not seen, and one on all training rows. */
public final class ModelTraining {
    static final String OUT_OF_FOLD_ACCURACY = "outOfFoldAccuracy";

    private static final String ALL = "all";
    private static final String FOLD = "fold-";

    private final Recipe recipe;
    private final DataSet data;
    private final Split split;
    private final RunFolder folder;
    private final boolean resume;
    private final Console console;
    private int threads = threads();
    private DoublePredicate goOn = score -> true;

    /** @param resume goes on with what lies in the folder */
    public ModelTraining(RecipeData of, RunFolder folder, boolean resume, Console console) {
        recipe = of.recipe();
        data = of.rows();
        split = of.split();
        this.folder = folder;
        this.resume = resume;
        this.console = console;
    }

    /** Threads of libtorch within a step on this machine; the last bits of a model depend on them. */
    public static int threads() {
        return Math.min(4, Runtime.getRuntime().availableProcessors());
    }

    /** Trains with so many threads instead, to give a file again that was trained so. */
    public ModelTraining withThreads(int number) {
        threads = number;
        return this;
    }

    /**
     * What a recipe came to.
     *
     * @param outOfFold what was said of each training row by a model that had not seen it; null where it was not asked for
     * @param holdout what the model file says of each row that was kept back
     */
    public record Outcome(Votes outOfFold, Votes holdout) {}

    /**
     * Trains on all training rows and writes the model file into the folder.
     *
     * @param withFolds whether it is calibrated on out-of-fold predictions, which takes a training for each fold
     */
    public Outcome train(boolean withFolds) throws IOException, InterruptedException {
        folder.keep(recipe, recipe.name());
        SplitFile.write(folder.path().resolve(recipe.name() + ".split.csv"), split, data);
        var training = data.rows(split.training());
        float[][] logits = withFolds && !recipe.draws() ? outOfFold() : null;
        console.part(recipe.name() + (recipe.draws() ? "" : ", all training rows"));
        var file = OnnxFile.of(fit(split.training(), ALL, null));
        if (recipe.draws()) {
            logits = logits(
                    file.with(file.card()), training); // none of these rows was learnt from, so no folds are needed
        }
        var metrics = new LinkedHashMap<String, Double>();
        var card = file.card();
        if (logits != null) {
            card = calibrated(card, logits, training);
            OutOfFold.write(folder.path().resolve(recipe.name() + ".out-of-fold.csv"), card, logits, training);
            metrics.put(OUT_OF_FOLD_ACCURACY, Truth.of(training).accuracy(logits));
        }
        var holdout = holdout(file.with(Cards.measured(card, metrics)), metrics);
        folder.write(folder.model(recipe.name()), GoldenExamples.into(file.with(Cards.measured(card, metrics))));
        return new Outcome(logits != null ? Votes.of(card, logits, training) : null, holdout);
    }

    /** The parts of which {@link #train} would be made, by name: those of the folds, and the one of all training rows. */
    public static List<String> parts(Recipe recipe) {
        var parts = new ArrayList<String>();
        for (int fold = 1; fold <= (recipe.draws() ? 0 : recipe.split().folds()); fold++) {
            parts.add(FOLD + fold);
        }
        parts.add(ALL);
        return parts;
    }

    /** Trains one of the {@link #parts} alone; whoever trains the whole in this folder later finds it done. */
    public void trainPart(String part) throws IOException, InterruptedException {
        if (part.equals(ALL)) {
            fit(split.training(), ALL, null);
            return;
        }
        int fold = Integer.parseInt(part.substring(FOLD.length())) - 1;
        fit(split.trainingWithout(fold), part, data.rows(split.folds().get(fold)));
    }

    private float[][] logits(byte[] file, DataSet rows) throws IOException {
        try (var model = OnnxModel.load(file, new SessionSettings(Device.CPU, threads))) {
            return Logits.of(model, rows);
        }
    }

    /**
     * Trains without the rows of one fold, and measures on these.
     *
     * @param number the fold's, from 1
     * @param asked is told the score after each epoch, higher being better, and answers whether to go on
     * @return nothing where it was not to go on
     */
    public Optional<Measurement> validate(int number, DoublePredicate asked) throws IOException, InterruptedException {
        if (number > split.folds().size()) {
            throw new IllegalArgumentException("there is no fold " + number + ", only "
                    + split.folds().size() + ": see 'split.folds' of " + recipe.name());
        }
        folder.keep(recipe, recipe.name());
        goOn = asked;
        var unseen = data.rows(split.folds().get(number - 1));
        try (var model = OnnxModel.load(
                fit(split.trainingWithout(number - 1), "fold-" + number, unseen),
                new SessionSettings(Device.CPU, threads))) {
            return Optional.of(Measurement.of(Votes.of(model, unseen), unseen));
        } catch (Watch.Ended e) {
            return Optional.empty();
        }
    }

    private static ModelCard calibrated(ModelCard card, float[][] logits, DataSet training) {
        var warm = Cards.calibrated(card, Truth.of(training).temperature(logits), card.thresholds());
        return training.multiLabel()
                ? Cards.calibrated(
                        warm,
                        warm.temperature(),
                        Thresholds.of(Votes.of(warm, logits, training).rankings(), training))
                : warm;
    }

    /** Asks the very file that will be served about the rows kept back, and notes how right it is. */
    private Votes holdout(byte[] file, Map<String, Double> metrics) throws IOException {
        var rows = data.rows(split.holdout());
        try (var model = OnnxModel.load(file, new SessionSettings(Device.CPU, 1))) {
            var votes = Votes.of(model, rows);
            if (rows.size() > 0) {
                var measured = Measurement.of(votes, rows);
                metrics.put("accuracy", measured.accuracy());
                metrics.put("logLoss", measured.logLoss());
                if (measured.cells() != null) {
                    metrics.put("exactMatch", measured.cells().exactMatch());
                    metrics.put("microF1", measured.cells().microF1());
                    metrics.put("macroF1", measured.cells().macroF1());
                }
            }
            return votes;
        }
    }

    /** Logits for each training row, in {@code split.training()}'s order. */
    private float[][] outOfFold() throws IOException, InterruptedException {
        var training = split.training();
        var logits = new float[training.size()][];
        for (int fold = 0; fold < split.folds().size(); fold++) {
            console.part(recipe.name() + ", fold " + (fold + 1) + " of "
                    + split.folds().size());
            var places = split.folds().get(fold);
            var unseen = data.rows(places);
            var file = fit(split.trainingWithout(fold), FOLD + (fold + 1), unseen);
            var answers = logits(file, unseen);
            for (int i = 0; i < answers.length; i++) {
                logits[Collections.binarySearch(training, places.get(i))] = answers[i];
            }
        }
        return logits;
    }

    /**
     * Trains on labelled rows, and on those that a model has labelled.
     *
     * @param unseen rows to show progress on, null where all are learnt from
     */
    private byte[] fit(List<Integer> places, String part, DataSet unseen) throws IOException, InterruptedException {
        Path place = folder.part(recipe.name(), part);
        Path finished = place.resolve("model.onnx");
        if (resume && Files.exists(finished)) {
            return Files.readAllBytes(finished);
        }
        var rows = data.learnt(places, recipe.data().onlyPseudo());
        var text = recipe.tokenizer() == null ? null : recipe.tokenizer().card(rows.words());
        var watch = new Watch(goOn);
        var trained = new StagedTraining(recipe, rows, unseen, text, console, watch).train(place, resume, threads);
        if (trained.isEmpty()) {
            watch.check();
            throw new Stopped(folder);
        }
        var graph = trained.get().withMetadata(ModelCard.KEY, card(rows, text).json());
        graph.write(finished);
        return graph.bytes();
    }

    private ModelCard card(DataSet rows, TextInput text) throws IOException {
        var provenance = new LinkedHashMap<String, Object>();
        provenance.put(Cards.DATA, data.name());
        provenance.put("rows", rows.size());
        provenance.put(Cards.ROWS_HASH, rows.manifestHash());
        provenance.put(Cards.THREADS, threads);
        if (data.folder() != null && SnapshotFolder.is(data.folder())) {
            provenance.put(Cards.SNAPSHOT, new SnapshotFolder(data.folder()).hash());
        }
        return Cards.of(recipe, rows.labels(), text, 1, provenance);
    }
}
