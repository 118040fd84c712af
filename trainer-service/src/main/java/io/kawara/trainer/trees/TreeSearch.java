package io.kawara.trainer.trees;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.trainer.recipe.Canonical;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.search.Search;
import io.kawara.trainer.search.SearchFile;
import io.kawara.trainer.search.Trial;
import io.kawara.trainer.search.TrialTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/**
 * Searches the settings of one library for one level: keys such as {@code filter.lightgbm.numLeaves}. A trial grows trees on all folds but one and is
 * measured on that one, after each tree.
 */
public final class TreeSearch {
    private static final String SECOND_LEVEL = "secondLevel";

    private final SearchFile search;
    private final Path file;
    private final RunFolder folder;
    private final Console console;
    private final int threads;
    private final String level;
    private final String library;
    private final Examples learnt;
    private final Examples held;

    /** @param file the search's, beside which its recipe, a {@link TreesFile}, lies */
    public TreeSearch(
            SearchFile search, Path file, List<LabelledPage> pages, int threads, RunFolder folder, Console console)
            throws IOException {
        this.search = search;
        this.file = file;
        this.folder = folder;
        this.console = console;
        this.threads = threads;
        var searched = search.keys().keySet().stream()
                .map(key -> key.replaceFirst("\\.[^.]*$", ""))
                .distinct()
                .toList();
        if (searched.size() != 1 || !searched.get(0).matches("(secondLevel|filter)\\.(lightgbm|xgboost)")) {
            throw new IllegalArgumentException("a search is for the keys of one section, such as filter.lightgbm, not "
                    + search.keys().keySet());
        }
        level = searched.get(0).split("\\.", -1)[0];
        library = searched.get(0).split("\\.", -1)[1];
        var examples = examples(recipe(Map.of()), pages);
        learnt = examples.without(search.fold() - 1);
        held = examples.fold(search.fold() - 1);
        if (learnt.size() == 0 || held.size() == 0) {
            throw new IllegalArgumentException("fold " + search.fold() + " has no boxes, or all there are");
        }
    }

    private Examples examples(TreesFile recipe, List<LabelledPage> pages) {
        var folds = PageFolds.of(pages, recipe.folds());
        var levels = new PageLevels(pages, folds, VoteChoice.of(pages, recipe.suppressFrom()));
        if (level.equals(SECOND_LEVEL)) {
            return levels.candidates(recipe.secondLevel().features(pages)).examples();
        }
        if (recipe.secondLevel() != null) {
            var ranked = levels.candidates(recipe.secondLevel().features(pages));
            levels.rerank(ranked, boosted(ranked.examples(), recipe), 0);
        }
        return levels.characters();
    }

    private double[] boosted(Examples examples, TreesFile recipe) {
        return Boosting.train(examples, recipe.secondLevel().libraries(threads, recipe.seed()), recipe.folds())
                .outOfFold();
    }

    /** The best of so many trials, those of the folder included. */
    public Optional<Trial> run(int trials) throws IOException, InterruptedException {
        var table = new TrialTable(
                folder.path().resolve("trials.csv"), List.copyOf(search.keys().keySet()));
        return new Search(search.settings(), search.stopping(), this::score, table, this::ended)
                .run(trials, search.time());
    }

    /** The recipe of the best trial, from when on there is one. */
    public Path best() {
        return folder.path().resolve("best.recipe.json");
    }

    private TreesFile recipe(Map<String, String> settings) throws IOException {
        var all = new ArrayList<String>();
        settings.forEach((key, value) -> all.add(key + "=" + value));
        return TreesFile.read(file.resolveSibling(search.recipe()).normalize(), all);
    }

    private OptionalDouble score(int number, Map<String, String> settings, DoublePredicate goOn) throws IOException {
        var recipe = recipe(settings);
        var keys = level.equals(SECOND_LEVEL) ? recipe.secondLevel() : recipe.filter();
        var grown = keys.libraries(threads, recipe.seed()).stream()
                .filter(one -> one.name().equals(library))
                .findFirst()
                .orElseThrow();
        var pruned = new boolean[1];
        var best = new double[] {Double.NEGATIVE_INFINITY};
        boolean byAccuracy = search.metric() == SearchFile.Metric.ACCURACY;
        grown.train(learnt, held, (round, logLoss, error) -> {
            double reached = byAccuracy ? 1 - error : -logLoss;
            best[0] = Math.max(best[0], reached);
            pruned[0] = !goOn.test(reached);
            return !pruned[0];
        });
        return pruned[0] ? OptionalDouble.empty() : OptionalDouble.of(best[0]);
    }

    private void ended(Trial trial, Optional<Trial> best) throws IOException {
        console.line(
                "trial %d %s  score %.4f  %.1f s  %s%s",
                trial.number(),
                trial.state(),
                trial.score(),
                trial.seconds(),
                trial.settings(),
                trial.reason().isEmpty() ? "" : "  " + trial.reason());
        if (best.isPresent() && best.get().equals(trial)) {
            folder.write(best(), (Canonical.json(recipe(trial.settings())) + "\n").getBytes(UTF_8));
        }
    }
}
