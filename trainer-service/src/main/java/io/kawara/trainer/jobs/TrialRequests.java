package io.kawara.trainer.jobs;

import static java.util.stream.Collectors.toSet;

import io.kawara.contracts.TrainingRequest;
import io.kawara.trainer.search.RecipeSearch;
import io.kawara.trainer.search.Trial;
import io.kawara.trainer.search.TrialFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is to be asked of workers for a search: a training for each trial, whose file is the search and whose run is the trial's folder. */
public final class TrialRequests {
    private final RecipeSearch search;
    private final Path data;

    public TrialRequests(RecipeSearch search, Path data) {
        this.search = search;
        this.data = data;
    }

    /**
     * Requests for the first {@code trials}, without those that have ended or are already waited for. Makes their folders.
     *
     * @param asked what was asked for so far
     */
    public List<TrainingRequest> missing(int trials, TrainingList asked) throws IOException {
        var ended = search.table().read().stream().map(Trial::number).collect(toSet());
        var requests = new ArrayList<TrainingRequest>();
        for (int number = 1; number <= trials; number++) {
            if (!ended.contains(number)) {
                var run = new TrialFolder(search.folder(), number).make();
                var request = TrainingRequest.of(search.file(), search.always(), data, run.path(), false, false);
                if (!asked.awaits(request.run())) {
                    requests.add(request);
                }
            }
        }
        return requests;
    }
}
