package io.kawara.trainer;

import io.kawara.trainer.demo.LoopRun;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kawara demo}: shows on real input what Kawara does. */
@Command(name = "demo", description = "Show on real input what Kawara does.", mixinStandardHelpOptions = true)
final class DemoCommand {
    @Command(
            name = "loop",
            description =
                    "The whole loop through a running stack: few labels, the stream's own answers, a review of what teaches"
                            + " most against as many at random, a distilled student. Goes on where it was ended.",
            mixinStandardHelpOptions = true)
    int loop(
            @Option(
                            names = "--data",
                            required = true,
                            paramLabel = "FOLDER",
                            description = "The products: items.csv and images.")
                    Path data,
            @Option(
                            names = "--seeds",
                            split = ",",
                            defaultValue = "1",
                            paramLabel = "N,...",
                            description = "A run for each, e.g. 1,2,3 (${DEFAULT-VALUE}).")
                    List<Long> seeds,
            @Option(
                            names = "--labelled",
                            defaultValue = "300",
                            description = "Labelled at the start (${DEFAULT-VALUE}).")
                    int labelled,
            @Option(names = "--golden", defaultValue = "400", description = "Measured on (${DEFAULT-VALUE}).")
                    int golden,
            @Option(
                            names = "--reviews",
                            defaultValue = "150",
                            description = "Reviewed by the oracle (${DEFAULT-VALUE}).")
                    int reviews,
            @Option(names = "--out", paramLabel = "FILE.md", description = "Where to write the table besides.")
                    Path out,
            @Mixin WorkplaceConfig workplace)
            throws IOException, InterruptedException {
        var console = Console.standard();
        var run = new LoopRun(
                data,
                workplace.root().resolve("deploy/recipes"),
                workplace.folder().resolve("demo"),
                workplace.gateway(),
                workplace.runningServers(),
                workplace.topics(),
                workplace.registry(),
                console);
        String table = run.run(seeds, labelled, golden, reviews);
        console.line("");
        console.line("%s", table);
        if (out != null) {
            Files.writeString(out, table);
        }
        return 0;
    }
}
