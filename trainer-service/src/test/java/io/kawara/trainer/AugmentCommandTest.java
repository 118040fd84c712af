package io.kawara.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AugmentCommandTest {
    @TempDir
    Path folder;

    private String complaint;

    @Test
    void drawsTheStepsItIsGiven() {
        assertThat(run("--step", "{kind: rotate, degrees: 20}", "--step", "{kind: mixup}"))
                .containsExactly("1-rotate.png", "2-mixup.png", "README.md", "together.png");
    }

    @Test
    void drawsTheStepsOfARecipe() throws IOException {
        var recipe = Files.writeString(folder.resolve("recipe.yaml"), """
                name: things
                architecture: small-cnn
                input: {size: 32}
                data: {label: kind}
                train: {epochs: 2, batchSize: 16, mixup: 0.2}
                augment: {flip: 0.5, steps: [{kind: cutout}]}
                """);

        assertThat(run(recipe.toString()))
                .containsExactly("1-reframe.png", "2-cutout.png", "3-mixup.png", "README.md", "together.png");
    }

    @Test
    void namesAStepThatIsNone() {
        assertThat(run("--step", "{kind: rotat}")).isEmpty();
        assertThat(complaint).contains("--step:1: there is no kind 'rotat'").contains("did you mean 'rotate'?");
    }

    private List<String> run(String... arguments) {
        var out = folder.resolve("out");
        var line = new CommandLine(new AugmentCommand()).setExecutionExceptionHandler((e, command, parsed) -> {
            complaint = e.getMessage();
            return 1;
        });
        var all = new String[arguments.length + 3];
        all[0] = "gallery";
        all[1] = "--out";
        all[2] = out.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        line.execute(all);
        var files = out.toFile().list();
        return files == null ? List.of() : Arrays.stream(files).sorted().toList();
    }
}
