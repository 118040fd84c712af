package io.kawara.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Topics;
import io.kawara.local.Broker;
import io.kawara.local.TopicSetup;
import io.kawara.trainer.run.TinyData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code search --submit} and {@code trainings} as they are typed. */
class SearchCommandTest {
    @TempDir
    Path folder;

    private Broker broker;

    @Test
    void asksForTheTrialsThatNobodyHasAskedForYet() throws Exception {
        TinyData.draw(folder);
        var file = Files.writeString(folder.resolve("rates.yaml"), """
            name: rates
            recipe: tiny.yaml
            keys:
              optimizer.learningRate: {from: 1e-5, to: 1e-2, scale: log}
            trials: 2
            """);
        try (var running = Broker.start(folder.resolve("kafka"))) {
            broker = running;
            try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                new TopicSetup(new Topics(""), 2).createMissing(admin);
            }

            assertThat(submit(file)).isZero();
            assertThat(submit(file, "--resume", "--trials", "3")).isZero();
            assertThat(submit(file, "no.such.key=1")).isEqualTo(1);

            assertThat(trainings())
                    .hasSize(4)
                    .anySatisfy(line -> assertThat(line).contains("rates.yaml trial-1  waiting"))
                    .anySatisfy(line -> assertThat(line).contains("rates.yaml trial-2  waiting"))
                    .anySatisfy(line -> assertThat(line).contains("rates.yaml trial-3  waiting"));
        }
        var search = folder.resolve("work/runs/rates");
        assertThat(search.resolve("1/search.recipe.json")).exists();
        assertThat(search.resolve("1/trial-3")).isDirectory();
        assertThat(search.resolve("2")).as("what was refused").doesNotExist();
    }

    private int submit(Path file, String... more) {
        var arguments = new ArrayList<>(List.of(file.toString(), "--submit", "--data", folder.toString()));
        arguments.addAll(List.of("--kafka", broker.bootstrapServers()));
        arguments.addAll(List.of("--folder", folder.resolve("work").toString()));
        arguments.addAll(List.of(more));
        return command(new SearchCommand()).execute(arguments.toArray(String[]::new));
    }

    private List<String> trainings() {
        var out = new StringWriter();
        int code = command(new TrainingsCommand())
                .setOut(new PrintWriter(out))
                .execute("--kafka", broker.bootstrapServers());
        assertThat(code).isZero();
        return out.toString().lines().toList();
    }

    private static CommandLine command(Object command) {
        return new CommandLine(command).setExecutionExceptionHandler((error, line, parsed) -> 1);
    }
}
