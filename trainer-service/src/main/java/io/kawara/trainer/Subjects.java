package io.kawara.trainer;

import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Registry;
import io.kawara.serving.ModelCard;
import io.kawara.serving.ModelTask;
import io.kawara.serving.OnnxFile;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.predict.Ensemble;
import io.kawara.trainer.predict.PageEnsemble;
import io.kawara.trainer.recipe.PagesPipelineFile;
import io.kawara.trainer.recipe.PipelineFile;
import io.kawara.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds models and pipelines by what somebody calls them: a model's file, a pipeline's file, a run's folder, or a name.
 *
 * <p>A name is what the registry knows by it where a stack runs, else its newest run.
 */
final class Subjects {
    private final WorkplaceConfig workplace;
    private final SessionSettings settings;
    private final UnaryOperator<ModelCard> card;
    private Registry registry;

    /** @param card what is made of each model's card before it is loaded */
    Subjects(WorkplaceConfig workplace, SessionSettings settings, UnaryOperator<ModelCard> card) {
        this.workplace = workplace;
        this.settings = settings;
        this.card = card;
    }

    /**
     * What was found.
     *
     * @param models by name; whoever finds them closes them
     * @param files of the models by name, as they were loaded
     */
    record Subject(Pipeline pipeline, Map<String, OnnxModel> models, Map<String, OnnxFile> files) {
        boolean isOfPages() {
            return pipeline.task() == Task.PAGES;
        }

        Ensemble ensemble() {
            if (isOfPages()) {
                throw new IllegalArgumentException(pipeline.name() + " answers pages, not labels");
            }
            return new Ensemble(pipeline, models);
        }

        /** Of the models' files: what they answer depends on. */
        List<String> hashes() {
            return files.values().stream().map(OnnxFile::sha256).toList();
        }

        PageEnsemble pages() {
            return new PageEnsemble(pipeline, models);
        }
    }

    Subject find(String named) throws IOException {
        Path path = Path.of(named);
        if (named.endsWith(".onnx")) {
            return single(OnnxFile.map(path));
        }
        if (Files.isDirectory(path)) {
            return run(new RunFolder(path));
        }
        if (Files.isRegularFile(path)) {
            return pipeline(file(path), path);
        }
        var served = registry().pipeline(named);
        if (served.isPresent()) {
            return pipeline(served.get(), null);
        }
        var serving = served(named);
        if (serving.isPresent()) {
            return single(serving.get());
        }
        var run = RunFolder.latest(workplace.runs(), named);
        if (run.isPresent()) {
            return run(run.get());
        }
        Path shipped = workplace.root().resolve("deploy/pipelines").resolve(named + ".yaml");
        if (Files.exists(shipped)) {
            return pipeline(file(shipped), shipped);
        }
        throw new IllegalArgumentException("There is no file, no served model or pipeline and no run " + named
                + " (runs lie in " + workplace.runs() + ").");
    }

    /** Whether what somebody calls so is a pipeline of pages. */
    boolean isOfPages(String named) throws IOException {
        Path path = Path.of(named);
        if (Files.isRegularFile(path) && !named.endsWith(".onnx")) {
            return file(path).task() == Task.PAGES;
        }
        var served = registry().pipeline(named);
        var run =
                Files.isDirectory(path) ? Optional.of(new RunFolder(path)) : RunFolder.latest(workplace.runs(), named);
        if (served.isPresent() || (run.isPresent() && Files.exists(run.get().pipeline()))) {
            var pipeline = served.isPresent() ? served.get() : read(run.get().pipeline());
            return pipeline.task() == Task.PAGES;
        }
        Path shipped = workplace.root().resolve("deploy/pipelines").resolve(named + ".yaml");
        return run.isEmpty() && Files.exists(shipped) && file(shipped).task() == Task.PAGES;
    }

    private static Pipeline file(Path path) throws IOException {
        if (path.toString().endsWith(".json")) {
            return read(path);
        }
        return PagesPipelineFile.is(path)
                ? PagesPipelineFile.read(path)
                : PipelineFile.read(path).contract();
    }

    /** One model's file: a file, a run's folder, or a name. */
    OnnxFile model(String named) throws IOException {
        if (named.endsWith(".onnx")) {
            return OnnxFile.map(Path.of(named));
        }
        if (Files.isDirectory(Path.of(named))) {
            return onlyModel(new RunFolder(Path.of(named)));
        }
        var serving = served(named);
        if (serving.isPresent()) {
            return serving.get();
        }
        return onlyModel(RunFolder.latest(workplace.runs(), named)
                .orElseThrow(() -> new IllegalArgumentException("There is no file, no served model and no run " + named
                        + " (runs lie in " + workplace.runs() + ").")));
    }

    private static OnnxFile onlyModel(RunFolder run) throws IOException {
        var models = run.models();
        if (models.size() != 1) {
            throw new IllegalArgumentException(
                    "The run " + run.path() + " holds " + models.size() + " models: name one of its files.");
        }
        return OnnxFile.map(models.get(0));
    }

    private Subject run(RunFolder run) throws IOException {
        if (Files.exists(run.pipeline())) {
            return pipeline(read(run.pipeline()), run.pipeline());
        }
        return single(onlyModel(run));
    }

    private Subject single(OnnxFile file) {
        var loaded = adapted(file);
        var model = OnnxModel.load(loaded, settings);
        String name = loaded.card().name();
        var alone = loaded.card().task() == ModelTask.OBJECT_DETECTION
                ? detecting(name)
                : Ensemble.of(model).pipeline();
        return new Subject(alone, Map.of(name, model), Map.of(name, loaded));
    }

    private static Pipeline detecting(String detector) {
        return new Pipeline(
                detector,
                null,
                null,
                Task.PAGES,
                null,
                List.of(new Member(detector, Stage.DETECTOR, 1)),
                null,
                null,
                null);
    }

    /** @param beside the pipeline's file, in whose folder its models may lie; null where it has none */
    private Subject pipeline(Pipeline pipeline, Path beside) throws IOException {
        Map<String, OnnxModel> models = new LinkedHashMap<>();
        Map<String, OnnxFile> files = new LinkedHashMap<>();
        for (var member : pipeline.members()) {
            var file = adapted(member(pipeline, member.model(), beside));
            files.put(member.model(), file);
            models.put(member.model(), OnnxModel.load(file, settings));
        }
        return new Subject(pipeline, models, files);
    }

    private OnnxFile member(Pipeline pipeline, String model, Path beside) throws IOException {
        if (beside != null && Files.exists(beside.resolveSibling(model + ".onnx"))) {
            return OnnxFile.map(beside.resolveSibling(model + ".onnx"));
        }
        var serving = served(model);
        if (serving.isPresent()) {
            return serving.get();
        }
        for (String run : List.of(pipeline.name(), model)) {
            var folder = RunFolder.latest(workplace.runs(), run);
            if (folder.isPresent() && Files.exists(folder.get().model(model))) {
                return OnnxFile.map(folder.get().model(model));
            }
        }
        throw new IllegalArgumentException("Pipeline " + pipeline.name() + " wants model " + model
                + ", which neither serves nor was trained (runs lie in " + workplace.runs() + ").");
    }

    private Optional<OnnxFile> served(String model) throws IOException {
        var version = registry().serving(model);
        return version.isEmpty()
                ? Optional.empty()
                : Optional.of(OnnxFile.of(workplace.blobs().read(version.get().sha256())));
    }

    private OnnxFile adapted(OnnxFile file) {
        var changed = card.apply(file.card());
        return changed.equals(file.card()) ? file : OnnxFile.of(file.with(changed));
    }

    private Registry registry() throws IOException {
        if (registry == null) {
            registry = workplace.isUp() ? workplace.registry().read() : Registry.EMPTY;
        }
        return registry;
    }

    private static Pipeline read(Path file) throws IOException {
        try {
            return Json.read(Files.readAllBytes(file), Pipeline.class);
        } catch (InvalidMessage e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
