package io.kawara.trainer.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.TrainingProgress;
import io.kawara.contracts.TrainingRequest;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.run.TinyData;
import io.kawara.trainer.search.RecipeSearch;
import io.kawara.trainer.search.SearchFile;
import io.kawara.trainer.search.Trial;
import io.kawara.trainer.training.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials of a search as jobs, without a broker. */
class TrialJobTest {
    private static final String SEARCH = """
        name: rates
        recipe: tiny.yaml
        keys:
          optimizer.learningRate: {from: 1e-5, to: 1e-2, scale: log}
        pruner: none
        hours: 1
        """;

    @TempDir
    Path folder;

    private TinyData data;
    private RecipeSearch search;
    private Job job;

    @BeforeEach
    void draw() throws IOException {
        data = TinyData.draw(folder);
        job = new RunJob(folder, data.reader(), TinyData.quiet(), run -> {});
        search = search(SEARCH, "train.epochs=1");
    }

    @Test
    void trialsMadeAtTheSameTimeShareATableAndTheBestIsKept() throws Exception {
        var requests = new TrialRequests(search, folder).missing(4, new TrainingList());
        var workers = Executors.newFixedThreadPool(2);
        try {
            var tasks = requests.stream()
                    .<Callable<Void>>map(request -> () -> {
                        job.train(request, Progress.all());
                        return null;
                    })
                    .toList();
            for (var task : workers.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            workers.shutdownNow();
        }

        assertThat(search.table().read()).extracting(Trial::number).containsExactlyInAnyOrder(1, 2, 3, 4);
        var best = search.table().read().stream()
                .max(Comparator.comparing(Trial::score).thenComparing(Trial::number, Comparator.reverseOrder()))
                .orElseThrow();
        var kept = Recipe.read(search.best(), List.of());
        assertThat(kept.optimizer().learningRate())
                .isEqualTo(Double.parseDouble(best.settings().get("optimizer.learningRate")));
        assertThat(kept.train().epochs()).isEqualTo(1);
        assertThat(Recipe.read(search.best(), List.of()))
                .isEqualTo(search.search().recipe(search.file(), search.always(), best.settings()));
    }

    @Test
    void aTrialThatWasLeftBeginsAnewAndOneThatEndedIsNotMadeAgain() throws Exception {
        var request =
                new TrialRequests(search, folder).missing(1, new TrainingList()).get(0);
        var steps = new ArrayList<Integer>();
        assertThatThrownBy(() -> job.train(request, steps(step -> {
                    steps.add(step.step());
                    if (step.step() == 4) {
                        throw new Reports.Lost("t");
                    }
                })))
                .isInstanceOf(Reports.Lost.class);
        assertThat(search.table().read()).isEmpty();

        job.train(request, steps(step -> steps.add(step.step())));
        assertThat(steps.subList(0, 8)).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
        int made = steps.size();
        assertThat(search.table().read()).extracting(Trial::state).containsExactly(Trial.State.FINISHED);

        job.train(request, steps(step -> steps.add(step.step())));
        assertThat(steps).hasSize(made);
        assertThat(search.table().read()).hasSize(1);
    }

    @Test
    void aTrialThatCannotBeTrainedIsNotedAndEndsItsRequestWell() throws Exception {
        search = search(SEARCH.replace("1e-5, to: 1e-2", "1e20, to: 1e30"), "optimizer.kind=sgd", "train.epochs=2");
        var request =
                new TrialRequests(search, folder).missing(1, new TrainingList()).get(0);

        job.train(request, Progress.all());

        assertThat(search.table().read()).singleElement().satisfies(trial -> {
            assertThat(trial.state()).isEqualTo(Trial.State.FAILED);
            assertThat(trial.reason()).isNotEmpty();
        });
        assertThat(search.best()).doesNotExist();
    }

    @Test
    void noTrialBeginsAfterTheSearchsHours() throws Exception {
        var asked =
                new TrialRequests(search, folder).missing(1, new TrainingList()).get(0);
        var late = new TrainingRequest(
                asked.id(),
                asked.file(),
                asked.settings(),
                asked.data(),
                asked.run(),
                false,
                false,
                Instant.now().minus(Duration.ofMinutes(61)));

        assertThatThrownBy(() -> job.train(late, Progress.all()))
                .hasMessage("not begun: the 1.0 hours of the search are over");
        assertThat(search.table().read()).isEmpty();
    }

    @Test
    void whatEndedOrIsWaitedForIsNotAskedForAgain() throws Exception {
        var requests = new TrialRequests(search, folder).missing(3, new TrainingList());
        assertThat(requests).extracting(TrainingRequest::publish).containsOnly(false);
        job.train(requests.get(0), Progress.all());
        var asked = new TrainingList();
        requests.forEach(asked::add);
        asked.add(
                TrainingProgress.ended(requests.get(0).id(), "one", TrainingProgress.State.DONE, null, Instant.now()));
        asked.add(TrainingProgress.ended(
                requests.get(2).id(), "one", TrainingProgress.State.FAILED, "no data", Instant.now()));

        assertThat(new TrialRequests(search, folder).missing(4, asked))
                .extracting(request -> Path.of(request.run()).getFileName().toString())
                .containsExactly("trial-3", "trial-4");
    }

    private RecipeSearch search(String text, String... always) throws IOException {
        var file = Files.writeString(folder.resolve("rates.yaml"), text);
        return new RecipeSearch(
                SearchFile.read(file, List.of()),
                file,
                List.of(always),
                RunFolder.next(folder.resolve("runs"), "rates"),
                TinyData.quiet());
    }

    private static Progress steps(java.util.function.Consumer<Progress.Step> heard) {
        return new Progress() {
            @Override
            public void step(Step step) {
                heard.accept(step);
            }

            @Override
            public void epoch(Epoch epoch) {
                // Only steps are counted.
            }
        };
    }
}
