package io.kawara.trainer.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.TrainingRequest;
import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.journal.Environment;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.FileTraining;
import io.kawara.trainer.run.ModelTraining;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.search.RecipeSearch;
import io.kawara.trainer.search.SearchFile;
import io.kawara.trainer.search.TrialFolder;
import io.kawara.trainer.training.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/**
 * Trains a recipe or a pipeline into the run's folder, going on with what lies there, and publishes it where that is asked for. Of a search it makes the trial
 * whose folder the run is: from its beginning, and only if it has not ended yet.
 */
public final class RunJob implements Job {
    /** A request that ended so many workers' processes would end the others' too. */
    private static final int MOST_ATTEMPTS = 5;

    /** What a worker says of a run, in its folder. */
    public static final String LOG = "log.txt";

    private final Path root;
    private final LabelledData reader;
    private final Console console;
    private final Publishing publishing;
    private final Judging judging;

    /** Decides whether the models of a run may serve in the pipeline that was trained for. */
    public interface Judging {
        /** May be called again for a run that was judged: whoever had it may have been killed in the middle. */
        void judge(TrainingRequest request, RunFolder run) throws IOException, InterruptedException;
    }

    /** Lets the models of a run serve. */
    public interface Publishing {
        void publish(RunFolder run) throws IOException;
    }

    /** Jobs of which none is for a pipeline. */
    public RunJob(Path root, LabelledData reader, Console console, Publishing publishing) {
        this(root, reader, console, publishing, (request, run) -> {
            throw new IllegalArgumentException(
                    "this worker cannot judge whether a model may serve in " + request.pipeline());
        });
    }

    /** @param root the repository */
    public RunJob(Path root, LabelledData reader, Console console, Publishing publishing, Judging judging) {
        this.judging = judging;
        this.root = root;
        this.reader = reader;
        this.console = console;
        this.publishing = publishing;
    }

    @Override
    public void train(TrainingRequest request, Progress progress) throws IOException, InterruptedException {
        var run = new RunFolder(Path.of(request.run()));
        if (!Files.isDirectory(run.path())) {
            throw new IllegalArgumentException(
                    "There is no folder " + run.path() + " here: who asks and who trains must see the same folders.");
        }
        Path noted = request.part() == null
                ? run.path()
                : Files.createDirectories(run.path().resolve(request.part()));
        if (attempts(noted) >= MOST_ATTEMPTS) {
            throw new IllegalStateException(
                    MOST_ATTEMPTS + " workers have begun this training and none came to its end: see " + noted);
        }
        Environment.here(root, ModelTraining.threads(), List.of("worker", request.id()))
                .write(noted);
        try (var log = new PrintStream(
                Files.newOutputStream(run.path().resolve(LOG), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true,
                UTF_8)) {
            train(request, run, console.with(progress).with(log));
        }
    }

    private void train(TrainingRequest request, RunFolder run, Console told) throws IOException, InterruptedException {
        Path file = Path.of(request.file());
        Path data = Path.of(request.data());
        if (SearchFile.describes(file)) {
            attempt(file, request, told);
        } else if (request.part() != null) {
            new FileTraining(file, request.settings()).trainPart(reader, data, run, request.part(), told);
            return;
        } else {
            new FileTraining(file, request.settings()).train(reader, data, run, true, request.outOfFold(), told);
        }
        Path published = run.path().resolve("published");
        if (request.publish() && !Files.exists(published)) { // who is killed after it is not to publish twice
            if (request.pipeline() == null) {
                publishing.publish(run);
            } else {
                judging.judge(request, run);
            }
            Files.createFile(published);
        }
    }

    private void attempt(Path file, TrainingRequest request, Console told) throws IOException, InterruptedException {
        var search = SearchFile.read(file, List.of());
        var time = search.time();
        if (time != null
                && request.requestedAt() != null
                && Instant.now().isAfter(request.requestedAt().plus(time))) {
            throw new IllegalStateException("not begun: the " + search.hours() + " hours of the search are over");
        }
        var trial = TrialFolder.of(Path.of(request.run()));
        new RecipeSearch(search, file, request.settings(), trial.search(), told)
                .on(reader, Path.of(request.data()))
                .attempt(trial.number());
    }

    /** Whoever begins leaves a note of its environment. */
    private static long attempts(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("environment"))
                    .count();
        }
    }
}
