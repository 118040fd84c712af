package io.kawara.trainer.trees;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.messaging.Json;
import io.kawara.serving.ModelCard;
import io.kawara.serving.OnnxFile;
import io.kawara.trainer.pages.Tally;
import io.kawara.trainer.recipe.Canonical;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Trains the trees of a file on pages that were read, and chooses what else decides about characters: the classifiers' weights, the bias of false positives,
 * the threshold. All is chosen by the pages' score out of fold.
 */
public final class PageTraining {
    private static final String SECOND_LEVEL = "-second-level";
    private static final String FILTER = "-filter";

    private final TreesFile recipe;
    private final List<LabelledPage> pages;
    private final int[] folds;
    private final int threads;
    private final Console console;
    private final List<Member> judges = new ArrayList<>();

    /** @param threads of the libraries; with another number the same seed may grow other trees */
    public PageTraining(TreesFile recipe, List<LabelledPage> pages, int threads, Console console) {
        this.recipe = recipe;
        this.pages = requireAlike(pages);
        this.folds = PageFolds.of(pages, recipe.folds());
        this.threads = threads;
        this.console = console;
    }

    private static List<LabelledPage> requireAlike(List<LabelledPage> pages) {
        for (LabelledPage page : pages) {
            if (!page.models().equals(pages.get(0).models())) {
                throw new IllegalArgumentException("page " + page.id() + " was read by " + page.models() + ", but page "
                        + pages.get(0).id() + " by " + pages.get(0).models());
            }
        }
        return pages;
    }

    /** Leaves models and pipeline in a run's folder. */
    public void train(RunFolder run) throws IOException {
        run.keep(recipe, recipe.name());
        console.line(
                "%d pages, %d boxes, read by %s",
                pages.size(),
                pages.stream()
                        .mapToInt(page -> page.readers().get(0).characters().size())
                        .sum(),
                String.join(", ", pages.get(0).models()));
        console.line("");
        console.line("%-28s %9s %9s %8s %8s", "out of fold", "found", "spurious", "missed", "score");
        var vote = VoteChoice.of(pages, recipe.suppressFrom());
        var levels = new PageLevels(pages, folds, vote);
        report("vote", levels.score());
        double bias = vote.falsePositiveBias();
        if (recipe.secondLevel() != null) {
            bias = secondLevel(levels, run);
        }
        double threshold = vote.threshold();
        if (recipe.filter() != null) {
            threshold = filter(levels, run);
        }
        var rules = new PageRules(null, null, vote.vote(), recipe.suppressFrom(), bias, threshold);
        var pipeline = pipeline(vote, rules);
        run.write(run.pipeline(), Json.write(pipeline));
        console.line("");
        console.line(
                "%s vote, suppressFrom %s, falsePositiveBias %s, threshold %s",
                vote.vote().name().toLowerCase(Locale.ROOT), rules.suppressFrom(), bias, threshold);
        pipeline.members().forEach(member -> console.line("  %-28s weighs %.2f", member.model(), member.weight()));
    }

    private double secondLevel(PageLevels levels, RunFolder run) throws IOException {
        var ranked = levels.candidates(recipe.secondLevel().features(pages));
        var boosted = boosted(ranked.examples(), recipe.secondLevel());
        double chosen = Choice.best(Choice.BIASES, bias -> {
            levels.rerank(ranked, boosted.outOfFold(), bias);
            return levels.score().f1();
        });
        levels.rerank(ranked, boosted.outOfFold(), chosen);
        var score = levels.score();
        report("+ second level", score);
        write(SECOND_LEVEL, ranked.examples(), boosted, score, run);
        return chosen;
    }

    private double filter(PageLevels levels, RunFolder run) throws IOException {
        var examples = levels.characters();
        var boosted = boosted(examples, recipe.filter());
        double chosen = Choice.best(
                Choice.THRESHOLDS,
                threshold -> levels.score(boosted.outOfFold(), threshold).f1());
        var score = levels.score(boosted.outOfFold(), chosen);
        report("+ filter", score);
        write(FILTER, examples, boosted, score, run);
        return chosen;
    }

    private Boosting.Boosted boosted(Examples examples, TreeKeys keys) {
        return Boosting.train(examples, keys.libraries(threads, recipe.seed()), recipe.folds());
    }

    private void report(String level, Tally tally) {
        console.line(
                "%-28s %9d %9d %8d %8.4f",
                level, tally.truePositives(), tally.falsePositives(), tally.falseNegatives(), tally.f1());
    }

    private void write(String kind, Examples examples, Boosting.Boosted boosted, Tally score, RunFolder run)
            throws IOException {
        String name = recipe.name() + kind;
        var quality = Boosting.Quality.of(boosted.outOfFold(), examples.truths());
        var made = new LinkedHashMap<String, Object>();
        made.put("recipe", Json.mapper().readTree(Canonical.json(recipe)));
        made.put("seed", recipe.seed());
        made.put("threads", threads);
        made.put("pages", pages.size());
        made.put("rows", examples.size());
        made.put(
                "metrics",
                Map.of("pageScore", score.f1(), "accuracy", quality.accuracy(), "logLoss", quality.logLoss()));
        var card = ModelCard.tabular(name, 1, examples.columns(), made);
        var graph = ForestGraph.of(name, examples.columns().size(), boosted.forests());
        run.write(run.model(name), OnnxFile.of(graph.bytes()).with(card));
        judges.add(new Member(name, Stage.FUSION, 1));
        console.line(
                "%-28s %d rows, log loss %.4f, accuracy %.4f, %d trees",
                "",
                examples.size(),
                quality.logLoss(),
                quality.accuracy(),
                boosted.forests().stream()
                        .mapToInt(forest -> forest.trees().size())
                        .sum());
    }

    private Pipeline pipeline(VoteChoice vote, PageRules rules) {
        var members = new ArrayList<Member>();
        recipe.detectors().forEach(model -> members.add(new Member(model, Stage.DETECTOR, 1)));
        vote.weights().forEach((model, weight) -> members.add(new Member(model, Stage.CHARACTER, weight)));
        members.addAll(judges);
        return new Pipeline(
                recipe.name(),
                recipe.description().isEmpty() ? null : recipe.description(),
                null,
                Task.PAGES,
                Combination.MEAN,
                members,
                null,
                null,
                rules);
    }
}
