package io.kawara.trainer;

import io.kawara.trainer.jobs.TrainingReader;
import io.kawara.trainer.jobs.TrainingTable;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kawara trainings}: what was submitted and how it gets on. */
@Command(
        name = "trainings",
        description = "Show the trainings that were submitted: which wait, who trains which, how far and how well.",
        mixinStandardHelpOptions = true)
final class TrainingsCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Spec
    private CommandSpec spec;

    @Option(names = "--follow", description = "Go on until all have ended.")
    private boolean follow;

    @Mixin
    private WorkplaceConfig workplace;

    @Override
    public Integer call() throws IOException {
        var table = new TrainingTable(
                spec.commandLine().getOut(), follow && Console.standard().isTerminal());
        try (var reader = new TrainingReader(workplace.runningServers(), workplace.topics())) {
            var trainings = reader.read();
            table.show(trainings);
            while (follow && trainings.isOpen()) {
                table.show(reader.await(PAUSE));
            }
        }
        return 0;
    }
}
