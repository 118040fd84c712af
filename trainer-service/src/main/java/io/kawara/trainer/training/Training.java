package io.kawara.trainer.training;

import io.kawara.trainer.graph.ClassCentres;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.torch.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Trains a graph on libtorch.
 *
 * <p>A checkpoint is left in the folder after each epoch, within it every few minutes, and after the step at hand when the
 * training is asked to {@link #stop} or the process to end (Ctrl-C); another one is of the best epoch. A resumed training ends with the same bits as one that was never disturbed; two
 * trainings of the same graph, settings, batches and machine do too.
 */
public final class Training {
    private final Graph graph;
    private final TrainingSettings settings;
    private final BatchSource source;
    private final Evaluator evaluator;
    private final Path folder;
    private final Progress progress;
    private CheckpointEvery every = new CheckpointEvery(0, Duration.ofMinutes(5));
    private volatile boolean stopping;

    public Training(
            Graph graph,
            TrainingSettings settings,
            BatchSource source,
            Evaluator evaluator,
            Path folder,
            Progress progress) {
        this.graph = settings.objective().loss() instanceof Loss.Centre ? ClassCentres.into(graph) : graph;
        this.settings = settings;
        this.source = source;
        this.evaluator = evaluator;
        this.folder = folder;
        this.progress = progress;
    }

    /** Whether the folder holds a checkpoint to go on from. */
    public static boolean isResumable(Path folder) {
        return Files.exists(Checkpoint.last(folder));
    }

    /** The step at which the folder's checkpoint goes on; 0 where there is none. */
    public static int step(Path folder) throws IOException {
        return isResumable(folder)
                ? Integer.parseInt(Checkpoint.notes(Checkpoint.last(folder)).get(Course.STEP))
                : 0;
    }

    /** Leaves checkpoints within the epochs that often instead of every five minutes. */
    public Training checkpoints(CheckpointEvery often) {
        every = often;
        return this;
    }

    /** Trains from the graph's weights, whatever the folder held. */
    public Trained run() throws IOException, InterruptedException {
        return train(Optional.empty());
    }

    /** Goes on from the folder's checkpoint, which must be of the same graph, settings and number of examples. */
    public Trained resume() throws IOException, InterruptedException {
        return train(Optional.of(Checkpoint.read(Checkpoint.last(folder))));
    }

    /** Asks the training to write a checkpoint after the step at hand and to end. */
    public void stop() {
        stopping = true;
    }

    private Trained train(Optional<Checkpoint> saved) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var course = new Course(graph, settings, source.order().size(), folder);
        saved.ifPresent(course::resume);
        try (var interrupt = new Interrupt(this::stop);
                var learner = new Learner(graph, settings);
                var batches = new Batches(source, settings, course.step())) {
            interrupt.watch();
            saved.ifPresent(checkpoint -> learner.load(checkpoint.tensors(), course.step() == batches.steps()));
            var clock = every.from(course.step());
            var pace = new Pace(settings, batches);
            while (course.step() < batches.steps() && !stopping) {
                var begun = System.nanoTime();
                var loss = step(learner, batches, course);
                pace.stepped(System.nanoTime() - begun);
                progress.step(pace.at(course.step(), loss, learner.rate()));
                if (course.step() % batches.stepsPerEpoch() == 0) {
                    var epoch = course.step() / batches.stepsPerEpoch();
                    learner.ended(epoch);
                    if (epoch == settings.epochs() && settings.averaging() instanceof Averaging.Swa) {
                        try (var pass = Batches.further(source, settings)) {
                            learner.settle(pass);
                        }
                    }
                    var evaluation = evaluator.evaluate(learner);
                    progress.epoch(pace.ended(epoch, course.meanLoss(), learner.rate(), evaluation));
                    course.epoch(epoch, evaluation, learner);
                }
                if (stopping || course.step() % batches.stepsPerEpoch() == 0 || clock.isDue(course.step())) {
                    course.checkpoint(learner)
                            .write(Checkpoint.last(folder)); // from here it goes on with the same bits
                    clock.written(course.step());
                }
            }
            return course.trained(course.step() == batches.steps(), learner).withoutCentres();
        }
    }

    /** Answers the mean loss. */
    private static double step(Learner learner, Batches batches, Course course)
            throws IOException, InterruptedException {
        var at = new Moment(course.step(), batches.steps(), batches.stepsPerEpoch(), course.scores());
        double sum = 0;
        for (int i = 0; i < batches.perStep(); i++) {
            sum += learner.gradients(batches.next(), (long) at.step() * batches.perStep() + i);
        }
        learner.step(at, batches.perStep());
        var loss = sum / batches.perStep();
        course.stepped(loss);
        return loss;
    }
}
