package io.kawara.trainer.run;

import io.kawara.serving.Device;
import io.kawara.serving.ModelCard;
import io.kawara.serving.OnnxFile;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.context.LearntPage;
import io.kawara.trainer.context.LearntPages;
import io.kawara.trainer.context.PagesRead;
import io.kawara.trainer.context.ReadMeasure;
import io.kawara.trainer.context.RegionEvaluator;
import io.kawara.trainer.context.RegionSource;
import io.kawara.trainer.data.Split;
import io.kawara.trainer.data.SplitFile;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.journal.Journal;
import io.kawara.trainer.pages.ReadFile;
import io.kawara.trainer.recipe.ContextRecipe;
import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.training.CheckpointEvery;
import io.kawara.trainer.training.Evaluation;
import io.kawara.trainer.training.Objective;
import io.kawara.trainer.training.Progress;
import io.kawara.trainer.training.Training;
import io.kawara.trainer.zoo.Architecture;
import io.kawara.trainer.zoo.PageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Trains a classifier of boxes on all pages that are not kept back, and where it is asked for one for each fold, which reads the pages it has not seen. */
final class ContextTraining {
    private final ContextRecipe recipe;
    private final LearntPages pages;
    private final Split split;
    private final RunFolder folder;
    private final boolean resume;
    private final Console console;
    private final int threads = ModelTraining.threads();

    /** @param resume goes on with what lies in the folder */
    ContextTraining(ContextRecipe recipe, Path data, RunFolder folder, boolean resume, Console console)
            throws IOException {
        this.recipe = recipe;
        pages = LearntPages.read(recipe.boxes(), data);
        split = Split.of(pages.rows(), recipe.split());
        this.folder = folder;
        this.resume = resume;
        this.console = console;
    }

    /** Writes the model file, and with folds {@code NAME.out-of-fold.jsonl}: every page as a model read it that had not seen it. */
    void train(boolean withFolds) throws IOException, InterruptedException {
        console.line(
                "%s: %d pages and %d that are only learnt from, %d characters, %d pages kept back for the end",
                recipe.name(),
                pages.pages().size(),
                pages.others().size(),
                pages.labels().size() - 1,
                split.holdout().size());
        folder.keep(recipe, recipe.name());
        SplitFile.write(folder.path().resolve(recipe.name() + ".split.csv"), split, pages.rows());
        var metrics = new LinkedHashMap<String, Double>();
        if (withFolds) {
            measured("Out of fold", "outOfFold", outOfFold(), metrics);
        }
        console.part(recipe.name() + ", all pages to learn from");
        var learnt = pages.at(split.training());
        var held = pages.at(split.holdout());
        var file = OnnxFile.of(fit(learnt, "all", held));
        if (!held.isEmpty()) {
            try (var model = loaded(file.with(file.card()))) {
                measured("On pages kept back", "", ReadMeasure.of(model, held, learnt), metrics);
            }
        }
        folder.write(folder.model(recipe.name()), file.with(Cards.measured(file.card(), metrics)));
    }

    private ReadMeasure outOfFold() throws IOException, InterruptedException {
        var sum = new ReadMeasure(0, 0, 0, 0, OptionalDouble.empty());
        Path lines = folder.path().resolve(recipe.name() + ".out-of-fold.jsonl");
        Files.deleteIfExists(lines);
        for (int fold = 0; fold < split.folds().size(); fold++) {
            console.part(recipe.name() + ", fold " + (fold + 1) + " of "
                    + split.folds().size());
            var learnt = pages.at(split.trainingWithout(fold));
            var unseen = pages.at(split.folds().get(fold));
            try (var model = loaded(fit(learnt, "fold-" + (fold + 1), unseen))) {
                sum = sum.plus(ReadMeasure.of(model, unseen, learnt));
                for (var line : PagesRead.by(model, unseen)) {
                    ReadFile.append(lines, line);
                }
            }
        }
        return sum;
    }

    private OnnxModel loaded(byte[] file) {
        return OnnxModel.load(file, new SessionSettings(Device.CPU, threads));
    }

    private void measured(String title, String prefix, ReadMeasure measure, Map<String, Double> metrics) {
        console.line("");
        console.line(
                "%s: accuracy %.4f of %d true boxes, %.4f of the %d whose character was learnt from %d boxes and more",
                title,
                measure.accuracy(),
                measure.boxes(),
                measure.familiarAccuracy(),
                measure.familiar(),
                ReadMeasure.OFTEN);
        metrics.put(prefix.isEmpty() ? "accuracy" : prefix + "Accuracy", measure.accuracy());
        metrics.put(prefix.isEmpty() ? "familiarAccuracy" : prefix + "FamiliarAccuracy", measure.familiarAccuracy());
        measure.f1().ifPresent(f1 -> {
            console.line("%s: F1 %.4f of the characters in found boxes", title, f1);
            metrics.put("f1", f1);
        });
    }

    /** @param unseen pages to show progress on; where there are none, some of those that are learnt from */
    private byte[] fit(List<LearntPage> learnt, String part, List<LearntPage> unseen)
            throws IOException, InterruptedException {
        Path place = folder.part(recipe.name(), part);
        Path finished = place.resolve("model.onnx");
        if (resume && Files.exists(finished)) {
            return Files.readAllBytes(finished);
        }
        var evaluator = new RegionEvaluator(
                unseen.isEmpty() ? learnt : unseen,
                pages.labels(),
                recipe.context().card(),
                unseen.isEmpty() ? Evaluation.ON_LEARNT_ROWS : "");
        var objective = new Objective(new Loss.CrossEntropy(recipe.train().labelSmoothing()));
        boolean goesOn = resume && Training.isResumable(place);
        var training = new Training(
                        untrained(),
                        Settings.of(recipe.train(), recipe.optimizer(), recipe.schedule(), objective, threads),
                        new RegionSource(learnt, pages.others(), pages.labels(), recipe),
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

    private Graph untrained() {
        return Architecture.of(recipe.architecture(), Settings.options(recipe.options()))
                .build(
                        new PageShape(recipe.context().channels(), 0.5f, 0.5f),
                        pages.labels().size(),
                        recipe.train().seed());
    }

    private ModelCard card(List<LearntPage> own) throws IOException {
        var learnt = Stream.concat(own.stream(), pages.others().stream()).toList();
        return ModelCard.characters(
                recipe.name(),
                1,
                recipe.context().card(),
                pages.labels(),
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
                                LearntPages.hash(learnt),
                                Cards.THREADS,
                                threads)));
    }
}
