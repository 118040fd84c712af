package io.kawara.trainer.run;

import io.kawara.pages.Page;
import io.kawara.reading.PageDetector;
import io.kawara.serving.Device;
import io.kawara.serving.ModelCard;
import io.kawara.serving.OnnxFile;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.data.Split;
import io.kawara.trainer.data.SplitFile;
import io.kawara.trainer.detect.CropSource;
import io.kawara.trainer.detect.Found;
import io.kawara.trainer.detect.LabelledPage;
import io.kawara.trainer.detect.LeastScore;
import io.kawara.trainer.detect.PageEvaluator;
import io.kawara.trainer.detect.PageSet;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.journal.Journal;
import io.kawara.trainer.pages.PageTable;
import io.kawara.trainer.recipe.DetectorRecipe;
import io.kawara.trainer.training.CheckpointEvery;
import io.kawara.trainer.training.Evaluation;
import io.kawara.trainer.training.Objective;
import io.kawara.trainer.training.Progress;
import io.kawara.trainer.training.Training;
import io.kawara.trainer.zoo.Architecture;
import io.kawara.trainer.zoo.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Trains a detector on all pages that are not kept back, and where it is asked for one for each fold, which finds boxes on the pages it has not seen. */
final class DetectorTraining {
    /** Pixels that a detector sees at once where it is measured. */
    private static final int PIXELS = 1 << 20;

    private final DetectorRecipe recipe;
    private final Path data;
    private final PageSet pages;
    private final Split split;
    private final RunFolder folder;
    private final boolean resume;
    private final Console console;
    private final int threads = ModelTraining.threads();
    private double threshold;

    /** @param resume goes on with what lies in the folder */
    DetectorTraining(DetectorRecipe recipe, Path data, RunFolder folder, boolean resume, Console console)
            throws IOException {
        this.recipe = recipe;
        this.data = data;
        pages = PageSet.read(recipe, data);
        split = Split.of(pages.rows(), recipe.split());
        threshold = recipe.page().threshold();
        this.folder = folder;
        this.resume = resume;
        this.console = console;
    }

    /**
     * Writes the model file, and with folds {@code NAME.out-of-fold.csv}: every page as a model found it that had not seen it. From which score on boxes count is
     * chosen by these pages as well, and on each fold by the others.
     */
    void train(boolean withFolds) throws IOException, InterruptedException {
        console.line(
                "%s: %d pages and %d that are only learnt from, %d kept back for the end",
                recipe.name(),
                pages.measured().size(),
                pages.others().size(),
                split.holdout().size());
        folder.keep(recipe, recipe.name());
        SplitFile.write(folder.path().resolve(recipe.name() + ".split.csv"), split, pages.rows());
        var metrics = new LinkedHashMap<String, Double>();
        if (withFolds) {
            measured("Out of fold", "outOfFold", split.training(), outOfFold(), metrics);
        }
        console.part(recipe.name() + ", all pages to learn from");
        var held = pages.measured(split.holdout());
        var file = counting(OnnxFile.of(fit(split.training(), "all", held)));
        if (!held.isEmpty()) {
            measured(
                    "On pages kept back", "", split.holdout(), found(file.with(file.card()), threshold, held), metrics);
        }
        folder.write(folder.model(recipe.name()), file.with(Cards.measured(file.card(), metrics)));
    }

    private void measured(
            String title, String prefix, List<Integer> places, List<Page> found, Map<String, Double> metrics) {
        var measure = Found.measure(pages.measured(places), found);
        console.line("");
        console.line(
                "%s: F1 %.4f by middles, %.4f by an overlap of half, on %d pages",
                title, measure.f1(), measure.boxF1(), found.size());
        metrics.put(prefix.isEmpty() ? "f1" : prefix + "F1", measure.f1());
        metrics.put(prefix.isEmpty() ? "boxF1" : prefix + "BoxF1", measure.boxF1());
    }

    private List<Page> outOfFold() throws IOException, InterruptedException {
        var truths = new ArrayList<List<LabelledPage>>();
        var found = new ArrayList<List<Page>>();
        for (int fold = 0; fold < split.folds().size(); fold++) {
            console.part(recipe.name() + ", fold " + (fold + 1) + " of "
                    + split.folds().size());
            var unseen = pages.measured(split.folds().get(fold));
            truths.add(unseen);
            found.add(found(fit(split.trainingWithout(fold), "fold-" + (fold + 1), unseen), LeastScore.FLOOR, unseen));
        }
        threshold = LeastScore.best(
                truths.stream().flatMap(List::stream).toList(),
                found.stream().flatMap(List::stream).toList());
        console.line("");
        console.line("Boxes count from a score of %.2f on", threshold);
        var kept = LeastScore.acrossFolds(truths, found);
        PageTable.writeFound(kept, folder.path().resolve(recipe.name() + ".out-of-fold.csv"));
        return kept;
    }

    private List<Page> found(byte[] file, double least, List<LabelledPage> on) throws IOException {
        try (var model = OnnxModel.load(file, new SessionSettings(Device.CPU, threads))) {
            var input = model.card().page().withThreshold(least);
            return Found.on(on, new PageDetector(input, model::maps, PIXELS));
        }
    }

    /** The file with the least score that was chosen. */
    private OnnxFile counting(OnnxFile file) {
        var card = file.card();
        return OnnxFile.of(file.with(ModelCard.detector(
                card.name(), card.version(), card.page().withThreshold(threshold), card.provenance())));
    }

    /** @param unseen pages to show progress on; where there are none, some of those that are learnt from */
    private byte[] fit(List<Integer> places, String part, List<LabelledPage> unseen)
            throws IOException, InterruptedException {
        Path place = folder.part(recipe.name(), part);
        Path finished = place.resolve("model.onnx");
        if (resume && Files.exists(finished)) {
            return Files.readAllBytes(finished);
        }
        var own = pages.measured(places);
        var learnt = Stream.concat(own.stream(), pages.others().stream()).toList();
        var evaluator = new PageEvaluator(
                unseen.isEmpty() ? own : unseen,
                recipe.page().card(),
                unseen.isEmpty() ? Evaluation.ON_LEARNT_ROWS : "");
        var objective = new Objective(recipe.loss().loss());
        var settings = Settings.of(recipe.train(), recipe.optimizer(), recipe.schedule(), objective, threads);
        boolean goesOn = resume && Training.isResumable(place);
        var training = new Training(
                        untrained(),
                        settings,
                        new CropSource(learnt, recipe),
                        evaluator,
                        place,
                        Progress.all(console.progress(), new Journal(place, goesOn ? Training.step(place) : 0)))
                .checkpoints(CheckpointEvery.parse(recipe.train().checkpointEvery()));
        var trained = goesOn ? training.resume() : training.run();
        if (!trained.finished()) {
            throw new Stopped(folder);
        }
        var graph = trained.graph().withMetadata(ModelCard.KEY, card(learnt).json());
        graph.write(finished);
        return graph.bytes();
    }

    private Graph untrained() throws IOException {
        int size = recipe.crops().size();
        var graph = Architecture.of(recipe.architecture(), Settings.options(recipe.options()))
                .build(
                        new ImageShape(size, size, recipe.page().channels()),
                        1,
                        recipe.train().seed());
        if (recipe.start() == null) {
            return graph;
        }
        Path near = data.resolve(recipe.start());
        Path start = Files.exists(near) ? near : Path.of(recipe.start());
        if (!Files.isRegularFile(start)) {
            throw new IllegalArgumentException("there is no model " + near + " ('start')");
        }
        return graph.withWeights(Graph.read(start));
    }

    private ModelCard card(List<LabelledPage> learnt) throws IOException {
        return ModelCard.detector(
                recipe.name(),
                1,
                recipe.page().card(),
                Cards.provenance(
                        recipe,
                        recipe.hash(),
                        recipe.train().seed(),
                        Map.of(
                                Cards.DATA,
                                pages.name(),
                                "rows",
                                learnt.size(),
                                Cards.ROWS_HASH,
                                PageSet.hash(learnt),
                                Cards.THREADS,
                                threads)));
    }
}
