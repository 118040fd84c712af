package io.kawara.trainer.run;

import io.kawara.serving.TextInput;
import io.kawara.trainer.augment.LetterSource;
import io.kawara.trainer.augment.PictureSource;
import io.kawara.trainer.augment.Targets;
import io.kawara.trainer.augment.TokenSource;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Sampler;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.journal.Journal;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.training.BatchSource;
import io.kawara.trainer.training.CheckpointEvery;
import io.kawara.trainer.training.Evaluation;
import io.kawara.trainer.training.Evaluator;
import io.kawara.trainer.training.Progress;
import io.kawara.trainer.training.Sampled;
import io.kawara.trainer.training.Training;
import io.kawara.trainer.zoo.Architecture;
import io.kawara.trainer.zoo.ImageShape;
import io.kawara.trainer.zoo.TokenShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Trains one network on some rows: stage by stage where the recipe has a curriculum, each from the weights of the one before. */
final class StagedTraining {
    /** Pictures by which an epoch is judged where they are drawn. */
    private static final int SHOWN = 256;

    private final Recipe recipe;
    private final DataSet rows;
    private final DataSet unseen;
    private final TextInput text;
    private final Console console;
    private final Watch watch;

    /**
     * A training to come.
     *
     * @param unseen rows to show progress on, null where all are learnt from
     * @param text what a text model reads, null for an image model
     * @param watch may end it at an epoch of any stage
     */
    StagedTraining(Recipe recipe, DataSet rows, DataSet unseen, TextInput text, Console console, Watch watch) {
        this.recipe = recipe;
        this.rows = rows;
        this.unseen = unseen;
        this.text = text;
        this.console = console;
        this.watch = watch;
    }

    /**
     * The trained graph; nothing where it was asked to stop.
     *
     * @param place where the last stage keeps what it did, and the others in a folder each
     * @param resume goes on with what lies there
     */
    Optional<Graph> train(Path place, boolean resume, int threads) throws IOException, InterruptedException {
        var stages = recipe.stages();
        var graph = untrained(stages.get(0));
        for (int i = 0; i < stages.size() - 1; i++) {
            console.part("Stage " + (i + 1) + " of " + stages.size());
            Path own = place.resolve("stage-" + (i + 1));
            Path finished = own.resolve("trained.onnx");
            if (resume && Files.exists(finished)) {
                graph = Graph.read(finished);
            } else {
                var trained = stage(stages.get(i), graph, own, resume, threads);
                if (trained.isEmpty()) {
                    return trained;
                }
                trained.get().write(finished);
                graph = trained.get();
            }
            graph = untrained(stages.get(i + 1)).withWeights(graph);
        }
        if (stages.size() > 1) {
            console.part("Stage " + stages.size() + " of " + stages.size());
        }
        return stage(recipe, graph, place, resume, threads);
    }

    private Optional<Graph> stage(Recipe stage, Graph graph, Path place, boolean resume, int threads)
            throws IOException, InterruptedException {
        boolean goesOn = resume && Training.isResumable(place);
        // Where pictures are drawn, no row is learnt from, so none can be drawn more often than another.
        var order = stage.draws() ? null : Sampler.of(rows, stage.sampling());
        var source = order == null
                ? LetterSource.learnt(stage, rows.folder())
                : new Sampled(Objectives.taught(stage, rows, source(stage)), order);
        var training = new Training(
                        graph,
                        Settings.of(stage, Objectives.of(stage, rows.labels(), text), threads),
                        source,
                        evaluator(stage),
                        place,
                        Progress.all(console.progress(), new Journal(place, goesOn ? Training.step(place) : 0), watch))
                .checkpoints(CheckpointEvery.parse(stage.train().checkpointEvery()));
        watch.stops(training);
        var trained = goesOn ? training.resume() : training.run();
        return trained.finished() ? Optional.of(trained.graph()) : Optional.empty();
    }

    private Graph untrained(Recipe stage) {
        var architecture = Architecture.of(stage.architecture(), Settings.options(stage.options()));
        int labels = rows.labels().size();
        long seed = stage.train().seed();
        if (text == null) {
            var input = stage.input().card();
            var shape = new ImageShape(input.height(), input.width(), input.channels());
            return architecture.labelled(architecture.build(shape, labels, seed), rows.labels());
        }
        int ids = text.tokenizer().ids();
        var graph = architecture.labelled(
                architecture.build(new TokenShape(ids, text.maxTokens()), labels, seed), rows.labels());
        return architecture.informed(graph, this::corpus);
    }

    private Architecture.Corpus corpus() {
        var targets = new Targets(rows);
        var shares = new float[rows.size()][];
        Arrays.setAll(shares, row -> targets.of(new int[] {row}));
        return new Architecture.Corpus(TokenSource.encoded(rows, text), shares);
    }

    private BatchSource source(Recipe stage) throws IOException {
        long seed = stage.train().seed();
        return text == null
                ? new PictureSource(
                        rows,
                        stage.input().card(),
                        stage.augment().mixed(stage.train().mixup()),
                        seed)
                : new TokenSource(rows, text, stage.augment(), seed);
    }

    private Evaluator evaluator(Recipe stage) throws IOException {
        if (stage.draws()) {
            return new LetterEvaluator(LetterSource.unseen(
                    stage, rows.folder(), Math.min(SHOWN, stage.data().glyphs().unseen())));
        }
        return SampleEvaluator.of(
                unseen == null ? "accuracy" + Evaluation.ON_LEARNT_ROWS : "accuracy",
                unseen == null ? rows : unseen,
                text == null ? stage.input().card() : null,
                text);
    }
}
