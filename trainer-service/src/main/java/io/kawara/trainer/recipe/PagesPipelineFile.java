package io.kawara.trainer.recipe;

import io.kawara.contracts.Member;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pipeline of pages as a file. Its models are trained each by itself.
 *
 * @param name by which images ask for it
 * @param description for whoever looks at the page
 * @param task {@code pages}
 * @param ocr how pictures are read as well; left out where nothing is
 * @param pages how what is found and read becomes characters
 * @param members who finds, reads and decides
 * @param loop how the pipeline learns from what it answers
 */
public record PagesPipelineFile(
        String name,
        @Default("null") String description,
        Task task,
        @Default("null") OcrKeys ocr,
        @Default("{}") Rules pages,
        List<Voter> members,
        @Default("null") LoopKeys loop) {
    private static final Pattern TASK = Pattern.compile("(?m)^task: *pages\\b");

    /** As {@link PageRules}, whose defaults hold for what is left out. */
    public record Rules(
            @Default("null") PageRules.Detectors detectors,
            @Default("null") Double fuseFrom,
            @Default("null") PageRules.CharacterVote vote,
            @Default("null") Double suppressFrom,
            @Default("null") Double falsePositiveBias,
            @Default("null") Double threshold) {
        PageRules contract() {
            return new PageRules(detectors, fuseFrom, vote, suppressFrom, falsePositiveBias, threshold);
        }
    }

    /**
     * A model that votes.
     *
     * @param model its name
     * @param stage who runs it: {@code detector}, {@code character} or {@code fusion}
     * @param weight how much it counts among those of its stage
     */
    public record Voter(
            String model, Stage stage, @Default("1") double weight) {}

    /** Whether a pipeline's file is of pages. */
    public static boolean is(Path file) throws IOException {
        return TASK.matcher(Files.readString(file)).find();
    }

    /** The pipeline that a file describes; what is wrong with it is an {@link IllegalArgumentException} that names the file. */
    public static Pipeline read(Path file) throws IOException {
        var keys = StrictYaml.read(file, PagesPipelineFile.class, List.of());
        try {
            return new Pipeline(
                    keys.name(),
                    keys.description(),
                    keys.ocr() == null ? null : keys.ocr().contract(),
                    keys.task(),
                    null,
                    keys.members().stream()
                            .map(voter -> new Member(voter.model(), voter.stage(), voter.weight()))
                            .toList(),
                    null,
                    null,
                    keys.pages().contract(),
                    keys.loop() == null ? null : keys.loop().contract());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
