package io.kawara.trainer;

import io.kawara.trainer.labels.LabelWriter;
import io.kawara.trainer.labels.Verdicts;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kawara revoke}: takes labels out, and says which models learnt from them. */
@Command(
        name = "revoke",
        description =
                "Take labels out that all of what is named fits, and say which models learnt from them. They are kept, and"
                        + " never count again; what is given from now on is not concerned.",
        mixinStandardHelpOptions = true)
final class RevokeCommand implements Callable<Integer> {
    @Option(names = "--model", paramLabel = "NAME@VERSION", description = "Labels that this model made.")
    private String model;

    @Option(names = "--source", paramLabel = "SOURCE", description = "Labels that came this way, e.g. import:FILE.")
    private String source;

    @Option(names = "--label", paramLabel = "ID", description = "One label.")
    private String label;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Labels given from then on, e.g. 2026-11-20T07:00:00Z.")
    private Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Labels given before then.")
    private Instant to;

    @Option(names = "--pipeline", paramLabel = "NAME", description = "Labels of this pipeline only.")
    private String pipeline;

    @Option(names = "--reason", paramLabel = "WHY", description = "For whoever wonders where they are.")
    private String reason;

    @Mixin
    private WorkplaceConfig workplace;

    private final CatalogueBeans catalogue;
    private final Console console = Console.standard();

    RevokeCommand(CatalogueBeans catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Integer call() throws IOException {
        try (var database = catalogue.open(workplace.folder());
                var producer = CatalogueBeans.producer(workplace.runningServers())) {
            var revocation = new Verdicts(database.jdbi(), new LabelWriter(producer, workplace.topics()))
                    .revoke(pipeline, label, source, model, from, to, System.getProperty("user.name"), reason);
            console.line("%d labels are revoked.", revocation.revoked());
            if (revocation.models().isEmpty()) {
                console.line("No model learnt from them.");
            } else {
                console.line("These models learnt from them: %s.", String.join(", ", revocation.models()));
            }
        }
        return 0;
    }
}
