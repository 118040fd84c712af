package io.kawara.trainer.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.trainer.recipe.PipelineFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopTableTest {
    @TempDir
    Path folder;

    private static LoopState.Step step(double accuracy, Integer corrected, int failed) {
        return new LoopState.Step("t", accuracy, true, 1096, corrected, 1370, failed, 2.5, 11.2, 60);
    }

    @Test
    void aLineAStepAndTheMeanOfTheSeeds() {
        var table = new LoopTable(Map.of(
                        2L, Map.of(LoopDemo.SUPERVISED, step(0.70, null, 0)),
                        1L, Map.of(LoopDemo.SUPERVISED, step(0.72, null, 1), LoopDemo.RANDOM, step(0.8, 41, 0))))
                .markdown();

        assertThat(table.lines())
                .hasSize(4)
                .allSatisfy(
                        line -> assertThat(line.chars().filter(c -> c == '|')).hasSize(11));
        assertThat(table.lines().skip(2))
                .containsExactly(
                        "| supervised | 0.7200 | 0.7000 | **0.7100** | 1096 |  | 2.5 | 11.2 | 60 s | 1 of 2740 |",
                        "| + reviewed at random | 0.8000 |  | **0.8000** | 1096 | 41 | 2.5 | 11.2 | 60 s | 0 of 1370 |");
    }

    @Test
    void aRunGoesOnWhereItWasEnded() throws Exception {
        Path file = folder.resolve("loop-1.json");
        var first = LoopState.read(file);
        first.ask(LoopDemo.PSEUDO, "training-2");
        first.choose(LoopDemo.REVIEWED, List.of("a", "b"));
        first.end(LoopDemo.SUPERVISED, step(0.7, null, 0));

        var next = LoopState.read(file);

        assertThat(next.steps()).containsOnlyKeys(LoopDemo.SUPERVISED);
        assertThat(next.training(LoopDemo.PSEUDO)).isEqualTo("training-2");
        assertThat(next.chosen(LoopDemo.REVIEWED)).containsExactly("a", "b");
    }

    @Test
    void bothOfItsPipelinesCanBeTrained() throws Exception {
        var recipes = Path.of("..", "deploy", "recipes").toAbsolutePath().normalize();
        var pipeline = LoopPipeline.write(folder, recipes, 3, List.of("a", "b"));

        for (Path file : List.of(pipeline.file(), pipeline.studentFile())) {
            var described = PipelineFile.read(file);
            assertThat(described.name()).isEqualTo("loop-3");
            assertThat(described.recipes(file, List.of())).hasSize(2).allSatisfy(recipe -> {
                assertThat(recipe.name()).startsWith("loop-3-");
                assertThat(recipe.train().seed()).isEqualTo(3);
            });
        }
    }
}
