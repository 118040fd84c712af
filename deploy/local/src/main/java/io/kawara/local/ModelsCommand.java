package io.kawara.local;

import io.kawara.contracts.Champion;
import io.kawara.contracts.ModelVersion;
import java.io.IOException;
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
        description = "List the published models, and say which version serves.",
        mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options;

    @Override
    public Integer call() throws IOException {
        return list();
    }

    @Command(name = "list", description = "List the published models.", mixinStandardHelpOptions = true)
    int list() throws IOException {
        var registry = options.registry().read();
        var table = new Table("MODEL", ">VERSION", "SERVES", "TASK", ">SIZE", "PUBLISHED", "METRICS");
        for (ModelVersion model : registry.models()) {
            boolean serves = registry.champion(model.name())
                    .filter(champion -> champion.version() == model.version())
                    .isPresent();
            table.row(
                    model.name(),
                    model.version(),
                    serves ? "yes" : "",
                    model.task(),
                    String.format(Locale.ROOT, "%.1f MB", model.bytes() / 1e6),
                    model.publishedAt() == null ? null : model.publishedAt().truncatedTo(ChronoUnit.SECONDS),
                    metrics(model.metrics()));
        }
        table.lines().forEach(Screen.standard()::line);
        return 0;
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
