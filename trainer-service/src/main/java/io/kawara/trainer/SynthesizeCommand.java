package io.kawara.trainer;

import io.kawara.trainer.run.Console;
import io.kawara.trainer.synthesize.SlipGenerator;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kawara synthesize}: labelled data out of nothing but a seed. */
@Command(
        name = "synthesize",
        description = "Make labelled data.",
        subcommands = {SynthesizeLettersCommand.class, SynthesizePagesCommand.class},
        mixinStandardHelpOptions = true)
final class SynthesizeCommand {
    @Command(
            name = "slips",
            description = "Photographs of printed slips of invented merchants.",
            mixinStandardHelpOptions = true)
    int slips(
            @Option(names = "--out", required = true, description = "The folder; gets images/ and labels.csv.")
                    Path out,
            @Option(names = "--count", defaultValue = "400", description = "How many slips (${DEFAULT-VALUE}).")
                    int count,
            @Option(
                            names = "--seed",
                            defaultValue = "42",
                            description = "Other seeds give other slips (${DEFAULT-VALUE}).")
                    long seed)
            throws IOException {
        var console = Console.standard();
        new SlipGenerator(seed).write(out, count, done -> console.passing("%d of %d slips", done, count));
        console.clear();
        console.line("%d slips in %s", count, out);
        return 0;
    }
}
