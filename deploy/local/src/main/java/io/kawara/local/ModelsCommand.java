package io.kawara.local;

import io.kawara.contracts.Champion;
import io.kawara.contracts.ModelEvent;
import io.kawara.contracts.ModelVersion;
import io.kawara.messaging.Grounds;
import io.kawara.messaging.ModelHistory;
import io.kawara.messaging.Registry;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "models",
        description = "List the published models, say which version serves, and which did.",
        mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
    private static final int HASH = 13;

    @Mixin
    private StackOptions options;

    @Override
    public Integer call() throws IOException {
        return list();
    }

    @Command(name = "list", description = "List the published models.", mixinStandardHelpOptions = true)
    int list() throws IOException {
        var registry = options.registry().read();
        var table = new Table("MODEL", ">VERSION", "SERVES", "TASK", ">SIZE", "PUBLISHED", "LEARNED FROM", "METRICS");
        for (ModelVersion model : registry.models()) {
            table.row(
                    model.name(),
                    model.version(),
                    part(registry, model),
                    model.task(),
                    String.format(Locale.ROOT, "%.1f MB", model.bytes() / 1e6),
                    model.publishedAt() == null ? null : model.publishedAt().truncatedTo(ChronoUnit.SECONDS),
                    model.snapshot() == null ? null : Table.cut(model.snapshot(), HASH),
                    metrics(model.metrics()));
        }
        table.lines().forEach(Screen.standard()::line);
        return 0;
    }

    /** What a version is to its model. */
    private static String part(Registry registry, ModelVersion model) {
        if (registry.champion(model.name())
                .filter(champion -> champion.version() == model.version())
                .isPresent()) {
            return "yes";
        }
        return registry.challenger(model.name())
                .filter(challenger -> challenger.version() == model.version())
                .map(challenger -> challenger.shadow() ? "in shadow" : "challenges")
                .orElse("");
    }

    @Command(name = "promote", description = "Let a published version serve.", mixinStandardHelpOptions = true)
    int promote(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "VERSION") int version,
            @Option(names = "--reason", description = "Why, for the record.") String reason)
            throws IOException {
        return said(options.registry().promote(name, version, reason));
    }

    @Command(
            name = "rollback",
            description = "Let the version serve again that served before.",
            mixinStandardHelpOptions = true)
    int rollback(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--to", paramLabel = "VERSION", description = "A version other than the one before.")
                    Integer to,
            @Option(names = "--reason", description = "Why, for the record.") String reason)
            throws IOException {
        return said(options.registry().rollback(name, to, reason));
    }

    @Command(
            name = "challenge",
            description = "Let a published version stand against the one that serves.",
            mixinStandardHelpOptions = true)
    int challenge(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "VERSION") int version,
            @Option(
                            names = "--shadow",
                            description =
                                    "What ./kawara up --shadow has started answers the live stream with it, uncounted.")
                    boolean shadow,
            @Option(names = "--reason", description = "Why, for the record.") String reason)
            throws IOException {
        options.registry().challenge(name, version, shadow, Grounds.of(reason));
        Screen.standard()
                .line(name + "@" + version + " challenges now: ./kawara models promote " + name + " " + version
                        + " lets it serve, ./kawara models dismiss " + name + " does not.");
        return 0;
    }

    @Command(name = "dismiss", description = "The challenger stands down.", mixinStandardHelpOptions = true)
    int dismiss(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--reason", description = "Why, for the record.") String reason)
            throws IOException {
        options.registry().dismiss(name, reason);
        Screen.standard().line("Nothing challenges " + name + " now.");
        return 0;
    }

    @Command(
            name = "agreement",
            description = "Show how often challengers in shadow said the same as the champion.",
            mixinStandardHelpOptions = true)
    int agreement(@Parameters(paramLabel = "NAME") String name) throws IOException {
        var table = new Table(">CHALLENGER", ">CHAMPION", ">ANSWERS", ">AGREED");
        for (var pair : options.agreements(name)) {
            table.row(
                    pair.challenger(),
                    pair.champion(),
                    pair.answers(),
                    String.format(Locale.ROOT, "%.1f %%", 100.0 * pair.agreed() / pair.answers()));
        }
        table.lines().forEach(Screen.standard()::line);
        return 0;
    }

    @Command(
            name = "history",
            description = "Show what happened to models, or who served at a time and by whose decision.",
            mixinStandardHelpOptions = true)
    int history(
            @Parameters(paramLabel = "NAME", arity = "0..1", description = "Of this model alone.") String name,
            @Option(names = "--at", paramLabel = "TIME", description = "Who served then, e.g. 2026-11-20T07:00:00Z.")
                    OffsetDateTime at)
            throws IOException {
        ModelHistory history = options.history();
        history = name == null ? history : history.of(name);
        var table = at == null ? events(history) : serving(history.until(at.toInstant()));
        table.lines().forEach(Screen.standard()::line);
        return 0;
    }

    private static Table events(ModelHistory history) {
        var table = new Table("AT", "MODEL", ">VERSION", "WHAT", "BY", "WHY", "METRICS");
        for (ModelEvent event : history.events()) {
            table.row(
                    event.at().truncatedTo(ChronoUnit.SECONDS),
                    event.model(),
                    event.version(),
                    event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    event.by(),
                    event.reason(),
                    metrics(event.metrics()));
        }
        return table;
    }

    private static Table serving(ModelHistory history) {
        var table = new Table("MODEL", ">VERSION", "SINCE", "BY", "WHY");
        for (var serving : history.serving()) {
            table.row(
                    serving.model(),
                    serving.version(),
                    serving.since().truncatedTo(ChronoUnit.SECONDS),
                    serving.by(),
                    serving.reason());
        }
        return table;
    }

    private static int said(Champion champion) {
        Screen.standard().line(champion.model() + "@" + champion.version() + " serves now.");
        return 0;
    }

    private static String metrics(Map<String, Double> metrics) {
        return metrics.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(metric -> metric.getKey() + "=" + String.format(Locale.ROOT, "%.3f", metric.getValue()))
                .collect(Collectors.joining(" "));
    }
}
