package io.kawara.trainer;

import io.kawara.contracts.Pipeline;
import io.kawara.messaging.Registry;
import io.kawara.messaging.RegistryFollower;
import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.labels.Annotators;
import io.kawara.trainer.labels.ClassAddition;
import io.kawara.trainer.labels.LabelQuery;
import io.kawara.trainer.labels.LabelWriter;
import io.kawara.trainer.labels.NamedPipeline;
import io.kawara.trainer.labels.StatedLabel;
import io.kawara.trainer.labels.Verdicts;
import io.kawara.trainer.pseudo.PseudoLabelling;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToIntBiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kawara labels}: what was said, who agrees, what is held, and which answers become labels. */
@Command(
        name = "labels",
        description = "Show labels, decide about those that are held, and make labels of answers.",
        mixinStandardHelpOptions = true)
final class LabelsCommand {
    private static final String PIPELINE = "PIPELINE";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final CatalogueBeans catalogue;
    private final Console console = Console.standard();

    @Mixin
    private WorkplaceConfig workplace;

    LabelsCommand(CatalogueBeans catalogue) {
        this.catalogue = catalogue;
    }

    @Command(name = "list", description = "The latest labels.", mixinStandardHelpOptions = true)
    int list(
            @Parameters(paramLabel = PIPELINE) String pipeline,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            description = "counts, superseded, withdrawn, held, revoked or refused.")
                    String state,
            @Option(names = "--source", paramLabel = "SOURCE") String source,
            @Option(names = "--by", paramLabel = "NAME") String by,
            @Option(names = "--kind", paramLabel = "KIND", description = "human or pseudo.") String kind,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50") int limit) {
        try (var database = catalogue.open(workplace.folder())) {
            var page = new LabelQuery(null, pipeline, source, by, state, kind, limit, null).ask(database.jdbi());
            page.labels().forEach(this::show);
            if (page.next() != null) {
                console.line("There are more: --limit shows them.");
            }
        }
        return 0;
    }

    @Command(name = "held", description = "The labels that are held, and why.", mixinStandardHelpOptions = true)
    int held(
            @Parameters(paramLabel = PIPELINE) String pipeline,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50") int limit) {
        return list(pipeline, "held", null, null, null, limit);
    }

    private void show(StatedLabel stated) {
        var label = stated.label();
        String says = label.withdraws() != null
                ? "takes back " + label.withdraws()
                : label.characters().isEmpty()
                        ? String.join(", ", label.labels())
                        : label.characters().size() + " characters";
        console.line(
                "%s  %-10s %s  %s  %s by %s (%s)%s",
                label.at(),
                stated.state(),
                label.id(),
                label.image(),
                says,
                label.by(),
                label.source(),
                stated.reason() == null ? "" : ": " + stated.reason());
    }

    @Command(
            name = "release",
            description = "Let labels count that are held: those of a source, or one.",
            mixinStandardHelpOptions = true)
    int release(
            @Parameters(paramLabel = PIPELINE) String pipeline,
            @Option(names = "--source", paramLabel = "SOURCE") String source,
            @Option(names = "--label", paramLabel = "ID") String label,
            @Option(names = "--reason", paramLabel = "WHY") String reason)
            throws IOException {
        return rule("%d labels are released.", (verdicts, by) -> verdicts.release(pipeline, source, label, by, reason));
    }

    @Command(
            name = "refuse",
            description = "Let labels never count that are held: those of a source, or one.",
            mixinStandardHelpOptions = true)
    int refuse(
            @Parameters(paramLabel = PIPELINE) String pipeline,
            @Option(names = "--source", paramLabel = "SOURCE") String source,
            @Option(names = "--label", paramLabel = "ID") String label,
            @Option(names = "--reason", paramLabel = "WHY") String reason)
            throws IOException {
        return rule("%d labels are refused.", (verdicts, by) -> verdicts.refuse(pipeline, source, label, by, reason));
    }

    private int rule(String said, ToIntBiFunction<Verdicts, String> verdict) throws IOException {
        try (var database = catalogue.open(workplace.folder());
                var producer = CatalogueBeans.producer(workplace.runningServers())) {
            var verdicts = new Verdicts(database.jdbi(), new LabelWriter(producer, workplace.topics()));
            console.line(said, verdict.applyAsInt(verdicts, System.getProperty("user.name")));
        }
        return 0;
    }

    @Command(
            name = "agreement",
            description = "How far those who labelled the same images agree, beyond chance (Cohen's kappa).",
            mixinStandardHelpOptions = true)
    int agreement(@Parameters(paramLabel = PIPELINE) String pipeline) throws IOException {
        var registry = registry();
        try (var database = catalogue.open(workplace.folder())) {
            var agreement = new Annotators(database.jdbi()).agreement(registry, NamedPipeline.of(registry, pipeline));
            if (agreement.kappa() == null) {
                console.line("No image was labelled by two people.");
                return 0;
            }
            agreement
                    .pairs()
                    .forEach(pair -> console.line(
                            "%s and %s agree on %d of %d images, kappa %s",
                            pair.a(), pair.b(), pair.agreed(), pair.images(), number(pair.kappa())));
            console.line("kappa of all pairs together: %s", number(agreement.kappa()));
        }
        return 0;
    }

    @Command(
            name = "conflicts",
            description = "The images that people contradict each other about.",
            mixinStandardHelpOptions = true)
    int conflicts(@Parameters(paramLabel = PIPELINE) String pipeline) {
        try (var database = catalogue.open(workplace.folder())) {
            var conflicts = new Annotators(database.jdbi()).conflicts(pipeline);
            conflicts.forEach(conflict -> conflict.labels().forEach(this::show));
            console.line("%d images", conflicts.size());
        }
        return 0;
    }

    @Command(
            name = "add-class",
            description = "Let labels say a class that the models do not know yet.",
            mixinStandardHelpOptions = true)
    int addClass(@Parameters(paramLabel = PIPELINE) String pipeline, @Parameters(paramLabel = "CLASS") String name)
            throws IOException {
        var registry = registry();
        Pipeline larger = ClassAddition.add(registry, NamedPipeline.of(registry, pipeline), name);
        workplace.registry().as(System.getProperty("user.name")).put(larger);
        console.line(
                "%s knows %d classes.", pipeline, larger.learning().classes().size());
        return 0;
    }

    @Command(
            name = "pseudo",
            description = "Make labels of answers anew, by the rules 'loop: {pseudo: ...}' of the pipeline's file.",
            mixinStandardHelpOptions = true)
    int pseudo(
            @Parameters(paramLabel = PIPELINE) String pipeline,
            @Option(names = "--dry-run", description = "Only say how many there would be.") boolean dryRun)
            throws IOException {
        var registry = registry();
        try (Database database = catalogue.open(workplace.folder());
                var producer = CatalogueBeans.producer(workplace.runningServers())) {
            var outcome = new PseudoLabelling(database.jdbi(), new LabelWriter(producer, workplace.topics()))
                    .run(NamedPipeline.of(registry, pipeline), System.getProperty("user.name"), dryRun);
            outcome.classes().forEach((name, count) -> console.line("%8d  %s", count, name));
            console.line(
                    "%d labels of %d candidates (%s)%s; passed over: %d held out to measure by, %d of revoked models%s",
                    outcome.labels(),
                    outcome.candidates(),
                    outcome.policy().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    dryRun ? "" : ", in the place of " + outcome.revoked(),
                    outcome.heldOut(),
                    outcome.ofRevokedModels(),
                    dryRun ? "; nothing was written" : "");
        }
        return 0;
    }

    private Registry registry() throws IOException {
        return RegistryFollower.readOnce(
                workplace.runningServers(),
                workplace.topics().registry(),
                workplace.keys().trusted(),
                PATIENCE);
    }

    private static String number(Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
