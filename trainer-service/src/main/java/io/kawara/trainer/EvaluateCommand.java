package io.kawara.trainer;

import io.kawara.contracts.Pipeline;
import io.kawara.serving.Device;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.data.Split;
import io.kawara.trainer.evaluate.Agreement;
import io.kawara.trainer.evaluate.Answers;
import io.kawara.trainer.evaluate.OfflineAnswers;
import io.kawara.trainer.evaluate.StackAnswers;
import io.kawara.trainer.run.Cards;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.Measurement;
import io.kawara.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kawara evaluate}: how right a pipeline is on the rows that its training kept back, here and through the running services. */
@Command(
        name = "evaluate",
        description =
                "Measure a pipeline on the rows its training kept back: the model files here, the running services,"
                        + " and whether they agree. One of pages on pages whose boxes are known, by the model files.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Option(names = "--pipeline", required = true, paramLabel = "NAME")
    private String name;

    @Option(names = "--data", required = true, paramLabel = "FOLDER", description = "The data it was trained on.")
    private Path data;

    @Option(names = "--offline", description = "Ask the model files only.")
    private boolean offline;

    @Option(names = "--online", description = "Ask the running services only.")
    private boolean online;

    @Mixin
    private EvaluatePagesConfig pages;

    @Mixin
    private WorkplaceConfig workplace;

    private final Console console = Console.standard();

    /** A pipeline and its members' files. */
    private record Subject(Pipeline pipeline, Map<String, OnnxModel> models) implements AutoCloseable {
        List<Measurement> measure(Answers answers, DataSet rows) {
            var thresholds = new HashMap<String, Map<String, Double>>();
            models.forEach((name, model) -> thresholds.put(name, model.card().thresholds()));
            return answers.measure(pipeline, thresholds, rows);
        }

        @Override
        public void close() {
            models.values().forEach(OnnxModel::close);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean up = workplace.isUp();
        var subjects = new Subjects(
                workplace, new SessionSettings(Device.CPU, Runtime.getRuntime().availableProcessors()), card -> card);
        if (subjects.isOfPages(name)) {
            return pages.measure(subjects.find(name), data, console);
        }
        if (online && !up) {
            throw new IllegalStateException(
                    "No stack runs at " + workplace.servers() + ": ./kawara up starts one, --offline needs none.");
        }
        try (var subject = up ? served() : trained()) {
            var rows = keptBack(subject);
            var here = online ? null : new OfflineAnswers(subject.pipeline(), subject.models()).to(rows);
            if (here != null) {
                console.table("From the model files", subject.measure(here, rows));
            }
            if (!up || offline) {
                return 0;
            }
            var there = throughTheStack(subject.pipeline(), rows);
            console.table("Through the running services", subject.measure(there, rows));
            console.line(
                    "  (A vote in an answer names its five best labels, so a member's log loss takes the others for"
                            + " impossible.)");
            return here == null || agree(rows, here, there) ? 0 : 1;
        }
    }

    /** What serves at the moment. */
    private Subject served() throws IOException {
        var registry = workplace.registry().read();
        var pipeline = registry.pipeline(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no pipeline " + name + " on the registry."));
        var models = new LinkedHashMap<String, OnnxModel>();
        for (var member : pipeline.members()) {
            var version = registry.serving(member.model())
                    .orElseThrow(() -> new IllegalArgumentException("No version of " + member.model() + " serves."));
            models.put(
                    member.model(),
                    OnnxModel.load(workplace.blobs().read(version.sha256()), new SessionSettings(Device.CPU, 1)));
        }
        return new Subject(pipeline, models);
    }

    /** What the newest run made. */
    private Subject trained() throws IOException {
        var run = RunFolder.latest(workplace.runs(), name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is neither a running stack nor a run of " + name + " in " + workplace.runs() + "."));
        var pipeline = Handover.pipeline(run);
        var models = new LinkedHashMap<String, OnnxModel>();
        for (var member : pipeline.members()) {
            models.put(member.model(), OnnxModel.load(run.model(member.model()), new SessionSettings(Device.CPU, 1)));
        }
        return new Subject(pipeline, models);
    }

    /** The rows as the members' cards say they were split, with the words of whichever member reads. */
    private DataSet keptBack(Subject subject) throws IOException, InterruptedException {
        DataSet rows = null;
        for (var model : subject.models().values()) {
            var recipe = Cards.recipe(model.card())
                    .orElseThrow(() -> new IllegalArgumentException(model.card().id()
                            + " was not trained here: its card does not say which rows were kept back."));
            if (rows == null || model.card().text() != null) {
                var all = new LabelledData(workplace.root(), workplace.folder(), console::line).read(recipe, data);
                rows = all.rows(Split.of(all, recipe.split()).holdout());
            }
        }
        if (rows == null || rows.size() == 0) {
            throw new IllegalArgumentException("No rows were kept back.");
        }
        return rows;
    }

    private Answers throughTheStack(Pipeline pipeline, DataSet rows) throws IOException, InterruptedException {
        var stack = new StackAnswers(
                workplace.servers(),
                workplace.topics(),
                pipeline,
                done -> console.passing("%d of %d answers", done, rows.size()));
        var answers = stack.to(rows);
        console.clear();
        return answers;
    }

    private boolean agree(DataSet rows, Answers here, Answers there) {
        var agreement = Agreement.of(rows, here.fused(), there.fused());
        console.line("");
        console.line(
                "%d of %d rows have the same answer; scores differ by at most %.6f",
                agreement.rows() - agreement.different().size(), agreement.rows(), agreement.greatest());
        if (!agreement.different().isEmpty()) {
            console.line("Different: %s", String.join(", ", agreement.different()));
        }
        return agreement.different().isEmpty();
    }
}
