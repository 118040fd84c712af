package io.kawara.trainer.demo;

import io.kawara.contracts.LoopRules;
import io.kawara.contracts.LoopRules.Gate.Promotion;
import io.kawara.contracts.LoopRules.Pseudo;
import io.kawara.contracts.Pipeline;
import io.kawara.trainer.recipe.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The pipeline of one seed, its files, and by which rules it learns in each step. */
final class LoopPipeline {
    private final String name;
    private final Path file;
    private final Path studentFile;
    private final List<String> classes;

    private LoopPipeline(String name, Path file, Path studentFile, List<String> classes) {
        this.name = name;
        this.file = file;
        this.studentFile = studentFile;
        this.classes = classes;
    }

    /** Writes the files: the recipes are shared, each seed has models of its own name. */
    static LoopPipeline write(Path folder, Path recipes, long seed, List<String> classes) throws IOException {
        String name = "loop-" + seed;
        Files.createDirectories(folder);
        Path file = Files.writeString(
                folder.resolve(name + ".yaml"), text(name, "", recipes.resolve("loop-image.yaml"), recipes, seed));
        Path student = Files.writeString(
                folder.resolve(name + "-student.yaml"),
                text(name, "student-", recipes.resolve("loop-image-student.yaml"), recipes, seed));
        return new LoopPipeline(name, file, student, classes);
    }

    private static String text(String name, String kind, Path image, Path recipes, long seed) {
        return """
            name: %1$s
            description: What a fashion product is, learnt from its own stream
            members:
              - {model: %1$s-%2$stext, stage: text, recipe: '%3$s', settings: [train.seed=%5$d]}
              - {model: %1$s-%2$simage, stage: image, recipe: '%4$s', settings: [train.seed=%5$d]}
            """.formatted(name, kind, recipes.resolve("loop-text.yaml"), image, seed);
    }

    String name() {
        return name;
    }

    Path file() {
        return file;
    }

    Path studentFile() {
        return studentFile;
    }

    /** As it is before anything serves. */
    Pipeline contract() throws IOException {
        return PipelineFile.read(file).contract();
    }

    /** The surest four fifths of the answers become labels, and what passes serves. */
    LoopRules rules() {
        return rules(
                new Pseudo(Pseudo.Policy.TOP_FRACTION, Pseudo.Kind.ARGMAX, null, 0.8, null, null, null, null, 0.9),
                Promotion.BY_RULE);
    }

    /** What passes waits, for it is only to be measured. */
    LoopRules measuring() {
        return rules(rules().pseudo(), Promotion.BY_HAND);
    }

    /** Every answer is a target for the student, as sure as it is; a student may be a little worse, for it is smaller. */
    LoopRules teaching() {
        return rules(
                new Pseudo(Pseudo.Policy.ALL, Pseudo.Kind.SOFT, null, null, null, null, null, null, 0.9),
                Promotion.BY_RULE);
    }

    private LoopRules rules(Pseudo pseudo, Promotion promotion) {
        // Classes of 17 golden images: two of them more or less right are chance.
        var gate = new LoopRules.Gate(null, null, 0.35, 0.15, null, null, null, promotion, null);
        return new LoopRules(classes, null, pseudo, null, null, gate);
    }
}
