package io.kawara.trainer.recipe;

import io.kawara.contracts.Combination;
import io.kawara.contracts.ExpectedCount;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pipeline as a file: what the services need of it, and the recipes of its members.
 *
 * @param name by which images ask for it
 * @param description for whoever looks at the page
 * @param task whether an answer is one label, several, or the characters on a page
 * @param ocr how pictures are read; left out where nothing is
 * @param combination left out: whichever does better out of fold
 * @param thresholds of a multi-label pipeline: from which score a label counts; left out: found out of fold, 0.5 where that finds nothing better
 * @param expectedCount of a multi-label pipeline: how many labels an answer has, whatever the thresholds say
 * @param members who votes
 * @param pages of pages: how what is found and read becomes characters
 * @param loop how the pipeline learns from what it answers
 */
public record PipelineFile(
        String name,
        @Default("null") String description,
        @Default("single-label") Task task,
        @Default("null") OcrKeys ocr,
        @Default("null") Combination combination,
        @Default("{}") Map<String, String> thresholds,
        @Default("null") ExpectedCount expectedCount,
        List<MemberKeys> members,
        @Default("null") PageRulesKeys pages,
        @Default("null") LoopKeys loop) {
    /**
     * A model that votes.
     *
     * @param model its name
     * @param stage who runs it: {@code image} (classifier-service) or {@code text} (text-service); of pages {@code detector} (detector-service),
     *     {@code character} (classifier-service) or {@code fusion} (fusion-service)
     * @param recipe its recipe's file, beside the pipeline's; of pages it may be left out, for their models are trained one by one
     * @param settings what is set against that recipe, e.g. {@code [train.seed=2]}; its model then has the member's name, so that members may share a recipe
     * @param weight until training has found it
     */
    public record MemberKeys(
            String model,
            Stage stage,
            @Default("null") String recipe,
            @Default("[]") List<String> settings,
            @Default("1") double weight) {}

    public PipelineFile {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("'members' is empty: there is nothing to train");
        }
        for (MemberKeys member : members) {
            if (member.recipe() == null && task != Task.PAGES) {
                throw new IllegalArgumentException("the key 'members.recipe' of " + member.model() + " is missing");
            }
        }
        contract(
                name,
                description,
                task,
                ocr,
                combination,
                thresholds,
                expectedCount,
                members,
                pages,
                loop); // refuses what a pipeline would
    }

    public static PipelineFile read(Path file) throws IOException {
        return StrictYaml.read(file, PipelineFile.class, List.of());
    }

    /** The pipeline with the weights that the file names. */
    public Pipeline contract() {
        return contract(name, description, task, ocr, combination, thresholds, expectedCount, members, pages, loop);
    }

    private static Pipeline contract(
            String name,
            String description,
            Task task,
            OcrKeys ocr,
            Combination combination,
            Map<String, String> thresholds,
            ExpectedCount expectedCount,
            List<MemberKeys> members,
            PageRulesKeys pages,
            LoopKeys loop) {
        return new Pipeline(
                name,
                description,
                ocr == null ? null : ocr.contract(),
                task,
                combination,
                members.stream()
                        .map(member -> new Member(member.model(), member.stage(), member.weight()))
                        .toList(),
                numbers(thresholds),
                expectedCount,
                pages == null ? null : pages.contract(),
                loop == null ? null : loop.contract());
    }

    private static Map<String, Double> numbers(Map<String, String> thresholds) {
        var numbers = new TreeMap<String, Double>();
        thresholds.forEach((label, threshold) -> {
            try {
                numbers.put(label, Double.valueOf(threshold));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "'thresholds." + label + "' is a number, not '" + threshold + "'", e);
            }
        });
        return numbers;
    }

    /** The members' recipes, read from beside the pipeline's {@code file}; {@code settings} go before each of them. */
    public List<Recipe> recipes(Path file, List<String> settings) throws IOException {
        if (task == Task.PAGES) {
            throw new IllegalArgumentException(
                    file + " reads pages: its models are trained one by one, each by its own recipe");
        }
        var recipes = new ArrayList<Recipe>();
        for (MemberKeys member : members) {
            var path = file.resolveSibling(member.recipe()).normalize();
            var all = new ArrayList<>(member.settings());
            if (!member.settings().isEmpty()) {
                all.add("name=" + member.model());
            }
            all.addAll(settings);
            var recipe = Recipe.read(path, all);
            if (!recipe.name().equals(member.model()) || recipe.forImages() != (member.stage() == Stage.IMAGE)) {
                throw new IllegalArgumentException(path + " is the recipe of "
                        + (recipe.forImages() ? "an image" : "a text") + " model " + recipe.name() + ", but " + file
                        + " takes it for " + member.stage() + " model " + member.model());
            }
            recipes.add(recipe);
        }
        return recipes;
    }
}
