package io.kawara.trainer;

import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Task;
import io.kawara.serving.Activation;
import io.kawara.serving.Device;
import io.kawara.serving.ModelCard;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TestTimeAugmentation;
import io.kawara.serving.ViewAverage;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.predict.BulkInputs;
import io.kawara.trainer.predict.BulkRun;
import io.kawara.trainer.predict.Ensemble;
import io.kawara.trainer.predict.TruthCheck;
import io.kawara.trainer.run.Cards;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kawara predict}: a model's or a pipeline's answers to files, without a stack. */
@Command(
        name = "predict",
        description =
                "Answer files with a model or a pipeline, no stack needed. Killed and run again it goes on where it"
                        + " was.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
    private static final String BARE = "bare";
    private static final int MOST_LISTED = 20;

    @Parameters(
            index = "0",
            paramLabel = "MODEL-OR-PIPELINE",
            description =
                    "A model's file, a pipeline's file, a run's folder, or a name: what serves by it, else its newest"
                            + " run.")
    private String subject;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Images, folders of images, CSV tables (columns id, image, and the words).")
    private List<Path> paths;

    @Option(
            names = "--tta",
            arity = "0..1",
            fallbackValue = BARE,
            paramLabel = "WAYS",
            description =
                    "Look at images as the model's card says (card, the default), not at all otherwise (none), or so:"
                            + " rotations, flip, symmetries, seven-crop@SIDE, several with commas. Bare: as the card says,"
                            + " by four rotations where it says nothing.")
    private String ways = "card";

    @Option(names = "--probabilities", description = "Write probabilities, not only decisions.")
    private boolean probabilities;

    @Option(
            names = "--threshold",
            paramLabel = "SHARE",
            description = "From which score every label of a multi-label answer counts.")
    private Double threshold;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the answers go; standard output where it is left out, which cannot be resumed.")
    private Path out;

    @Option(
            names = "--format",
            defaultValue = "csv",
            description = "csv (a competition's) or json (one object a line).")
    private BulkRun.Format format;

    @Option(
            names = "--text",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "A table's columns that hold the words; those the text model was trained on where it is left out.")
    private List<String> words;

    @Option(
            names = "--truth",
            paramLabel = "FILE.csv",
            description = "Measure the answers against this table: the id first, then a column a label, or the label.")
    private Path truth;

    @Option(names = "--device", defaultValue = "cpu", description = "cpu, cuda or auto (${DEFAULT-VALUE}).")
    private Device device;

    @Mixin
    private PredictPagesConfig pages;

    @Mixin
    private WorkplaceConfig workplace;

    private final Console console = new Console(System.err, System.getenv("KAWARA_COLUMNS") != null);

    @Override
    public Integer call() throws Exception {
        if (truth != null && (out == null || format != BulkRun.Format.CSV)) {
            throw new IllegalArgumentException("--truth measures a CSV file: give --out FILE.csv");
        }
        int cores = Runtime.getRuntime().availableProcessors();
        var settings = SessionSettings.on(device, cores);
        var found = new Subjects(workplace, settings, this::looking).find(subject);
        if (found.isOfPages()) {
            return pages.write(found, new BulkInputs(List.of()).read(paths), out, console);
        }
        try (var ensemble = thresholded(found.ensemble())) {
            var rows = rows(ensemble);
            var run = new BulkRun(ensemble, format, probabilities, console);
            var failures = out == null
                    ? run.write(rows, System.out, cores)
                    : run.write(rows, out, dependencies(found, ensemble.pipeline()), cores);
            return report(rows.size(), failures);
        }
    }

    private List<Row> rows(Ensemble ensemble) throws IOException {
        boolean tables = paths.stream().anyMatch(path -> path.toString().matches(".*\\.[ct]sv"));
        if (ensemble.readsWords() && !tables) {
            throw new IllegalArgumentException(ensemble.pipeline().name()
                    + " has a text model, and nothing is read in pictures here: give a CSV with the words, or"
                    + " send the images through the services (./kawara send)");
        }
        var rows = new BulkInputs(ensemble.readsWords() ? columns(ensemble) : List.of()).read(paths);
        return ensemble.pipeline().task() == Task.MULTI_LABEL ? BulkInputs.numbered(rows) : rows;
    }

    private List<String> columns(Ensemble ensemble) {
        if (words != null) {
            return words;
        }
        return ensemble.models().stream()
                .filter(model -> model.card().text() != null)
                .flatMap(model -> Cards.recipe(model.card()).stream())
                .flatMap(recipe -> recipe.data().text().stream())
                .distinct()
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(), columns -> columns.isEmpty() ? List.of("text") : columns));
    }

    /** The card with the views that were asked for. */
    private ModelCard looking(ModelCard card) {
        if (card.image() == null
                || ways.equals("card")
                || (ways.equals(BARE) && !card.testTimeAugmentation().isEmpty())) {
            return card;
        }
        var asked = switch (ways) {
            case "none" -> List.<TestTimeAugmentation>of();
            case BARE -> List.of(TestTimeAugmentation.ROTATIONS);
            default ->
                Arrays.stream(ways.split(",")).map(TestTimeAugmentation::parse).toList();
        };
        // Sigmoids are averaged as scores, as the letters' winners did; a card that says how keeps its word.
        boolean scores = card.testTimeAugmentation().isEmpty() && card.activation() == Activation.SIGMOID;
        return card.withViews(asked, scores ? ViewAverage.SCORES : card.testTimeAverage());
    }

    private Ensemble thresholded(Ensemble ensemble) {
        if (threshold == null) {
            return ensemble;
        }
        Map<String, Double> all =
                ensemble.labels().stream().collect(Collectors.toMap(Function.identity(), label -> threshold));
        return ensemble.with(ensemble.pipeline().withThresholds(all));
    }

    private static List<String> dependencies(Subjects.Subject found, Pipeline pipeline) {
        var parts = new ArrayList<>(found.hashes());
        parts.add(pipeline.members() + " " + pipeline.combination() + " " + pipeline.expectedCount());
        parts.add(new TreeMap<>(pipeline.thresholds()).toString());
        return parts;
    }

    private void measure(Measurement measured) {
        console.line("Against %s: accuracy %.4f on %d rows", truth, measured.accuracy(), measured.rows());
        if (measured.cells() != null) {
            console.line(
                    "  (of cells; rows wholly right %.4f, micro F1 %.4f, macro F1 %.4f)",
                    measured.cells().exactMatch(),
                    measured.cells().microF1(),
                    measured.cells().macroF1());
        }
    }

    private int report(int rows, List<BulkRun.Failure> failures) throws IOException {
        if (out != null) {
            console.line("%d answers in %s", rows - failures.size(), out);
        }
        if (truth != null) {
            measure(TruthCheck.of(out, truth));
        }
        if (!failures.isEmpty()) {
            console.line("%d rows have no answer:", failures.size());
            failures.stream()
                    .limit(MOST_LISTED)
                    .forEach(failure -> console.line("  %s: %s", failure.id(), failure.reason()));
            if (failures.size() > MOST_LISTED) {
                console.line("  and %d more", failures.size() - MOST_LISTED);
            }
        }
        return failures.isEmpty() ? 0 : 1;
    }
}
