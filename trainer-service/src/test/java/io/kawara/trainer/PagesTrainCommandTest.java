package io.kawara.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.trainer.trees.PlantedPages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code pages train} and {@code pages search} as they are typed. */
class PagesTrainCommandTest {
    @TempDir
    Path folder;

    private Path read;
    private Path truth;

    @BeforeEach
    void write() throws Exception {
        read = folder.resolve("read.jsonl");
        truth = folder.resolve("truth.csv");
        PlantedPages.write(6, read, truth);
        Files.writeString(
                folder.resolve("trees.yaml"),
                "name: planted\ndetectors: [detector]\nfolds: 2\nfilter: {lightgbm: {rounds: 15, minDataInLeaf: 5}}\n");
    }

    @Test
    void trainsAndLeavesAPipeline() throws Exception {
        String said = run(0, "train", file("trees.yaml"), read.toString(), "--no-publish", "--set", "folds=3");

        assertThat(said).contains("6 pages, 228 boxes, read by crops, context", "+ filter", "models publish");
        Path made = folder.resolve("work").resolve("runs").resolve("planted").resolve("1");
        assertThat(made.resolve("planted-filter.onnx")).exists();
        assertThat(Files.readString(made.resolve("pipeline.json"))).contains("\"fusion\"", "\"threshold\"");
        assertThat(Files.readString(made.resolve("planted.recipe.json"))).contains("\"folds\" : 3");
    }

    @Test
    void searchesAndKeepsTheBestRecipe() throws Exception {
        Files.writeString(folder.resolve("search.yaml"), """
                name: searched
                recipe: trees.yaml
                startup: 2
                warmup: 3
                keys:
                  filter.lightgbm.numLeaves: {from: 2, to: 30}
                  filter.lightgbm.learningRate: {from: 1e-6, to: 0.5, scale: log}
                """);
        String said = run(0, "search", file("search.yaml"), read.toString(), "--trials", "6");

        Path made = folder.resolve("work").resolve("runs").resolve("searched").resolve("1");
        assertThat(Files.readAllLines(made.resolve("trials.csv"))).hasSize(7);
        assertThat(said).contains("Best of ACCURACY");
        // What was found can be trained.
        run(0, "train", made.resolve("best.recipe.json").toString(), read.toString(), "--no-publish");
    }

    @Test
    void refusesASearchOfTwoSections() throws Exception {
        Files.writeString(folder.resolve("search.yaml"), """
                name: searched
                recipe: trees.yaml
                keys:
                  filter.lightgbm.numLeaves: {from: 2, to: 30}
                  secondLevel.lightgbm.numLeaves: {from: 2, to: 30}
                """);
        assertThat(run(1, "search", file("search.yaml"), read.toString())).contains("one section");
    }

    @Test
    void refusesAPageThatNothingIsKnownOf() throws Exception {
        Files.writeString(truth, "image_id,labels\nother,U+306F 10 20 30 40\n");
        assertThat(run(1, "train", file("trees.yaml"), read.toString(), "--no-publish"))
                .contains("page page0 was read, but is not in the truth");
    }

    @Test
    void refusesATruthOfPoints() throws Exception {
        Files.writeString(truth, "image_id,labels\npage0,U+306F 10 20\n");
        assertThat(run(1, "train", file("trees.yaml"), read.toString(), "--no-publish"))
                .contains("page page0 has points");
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String run(int expected, String... arguments) {
        var before = System.out;
        var out = new ByteArrayOutputStream();
        int code;
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            var all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of(
                    "--truth",
                    truth.toString(),
                    "--folder",
                    folder.resolve("work").toString()));
            code = new CommandLine(new PagesCommand())
                    .setExecutionExceptionHandler((failure, line, result) -> {
                        System.out.println(failure.getMessage());
                        return 1;
                    })
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .execute(all.toArray(String[]::new));
        } finally {
            System.setOut(before);
        }
        String said = out.toString(StandardCharsets.UTF_8);
        assertThat(code).as(said).isEqualTo(expected);
        return said;
    }
}
