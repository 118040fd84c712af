package io.kawara.trainer;

import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.data.Statistics;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kawara data}: what a data set is like. */
@Command(name = "data", description = "Look at labelled data.", mixinStandardHelpOptions = true)
final class DataCommand {
    private static final int LISTED = 10;

    private final Console console = Console.standard();

    @Mixin
    private WorkplaceConfig workplace;

    @Command(
            name = "statistics",
            description =
                    "Rows, labels, sizes, mean and deviation of the pixels as the model sees them, repeated rows and leaks.",
            mixinStandardHelpOptions = true)
    int statistics(
            @Parameters(index = "0", paramLabel = "RECIPE", description = "Says how the data is read (YAML).")
                    Path file,
            @Parameters(
                            index = "1..*",
                            paramLabel = "KEY=VALUE",
                            arity = "0..*",
                            description = "Settings that go before the recipe's, e.g. input.size=64")
                    List<String> settings,
            @Option(names = "--data", required = true, paramLabel = "FOLDER", description = "The labelled data.")
                    Path data)
            throws IOException, InterruptedException {
        var recipe = Recipe.read(file, settings == null ? List.of() : settings);
        var rows = new LabelledData(workplace.root(), workplace.folder(), console::line).read(recipe, data);
        var found = Statistics.of(rows, recipe, done -> console.passing("%d of %d pictures", done, rows.size()));
        console.clear();
        console.line(
                "%s: %d rows of %d labels",
                rows.name(), rows.size(), rows.labels().size());
        if (!rows.extra().isEmpty()) {
            console.line("%d further rows, labelled by a model", rows.extra().size());
        }
        found.labels().forEach((label, count) -> console.line("  %-32s %7d", label, count));
        sizes(found);
        rows(
                "Rows that are the same item",
                found.repeated().stream().map(same -> String.join(", ", same)).toList());
        rows("Pairs of these on two sides of the split, if 'split.duplicates' were ignore", found.leaks());
        return 0;
    }

    private void sizes(Statistics found) {
        if (found.characters() != null) {
            console.line("Characters: %s", spread(found.characters()));
            return;
        }
        console.line("Widths: %s; heights: %s", spread(found.widths()), spread(found.heights()));
        console.line("Mean of each channel: %s", shares(found.pixels().means()));
        console.line(
                "Standard deviation of each channel: %s", shares(found.pixels().deviations()));
    }

    private void rows(String what, List<String> rows) {
        console.line("%s: %s", what, rows.isEmpty() ? "none" : rows.size());
        rows.stream().limit(LISTED).forEach(row -> console.line("  %s", row));
        if (rows.size() > LISTED) {
            console.line("  ... and %d more", rows.size() - LISTED);
        }
    }

    private static String spread(Statistics.Spread spread) {
        return "from " + spread.least() + " to " + spread.greatest() + ", median " + spread.median();
    }

    private static String shares(double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> String.format(Locale.ROOT, "%.4f", value))
                .collect(Collectors.joining(", "));
    }
}
