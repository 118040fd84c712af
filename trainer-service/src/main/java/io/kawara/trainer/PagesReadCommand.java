package io.kawara.trainer;

import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.pages.Page;
import io.kawara.serving.Device;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.pages.ImageSizes;
import io.kawara.trainer.pages.PageTable;
import io.kawara.trainer.pages.ReadFile;
import io.kawara.trainer.predict.PageReaders;
import io.kawara.trainer.run.Console;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import io.kawara.vision.UndecodableImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kawara pages read}: what detectors and classifiers make of pages, for trees to learn from. */
@Command(
        name = "read",
        description =
                "Find and read the characters of pages and keep everything that they may be: what 'pages train' learns"
                        + " from. Goes on where it was stopped.",
        mixinStandardHelpOptions = true)
final class PagesReadCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FOLDER", description = "The pages' images.")
    private Path folder;

    @Option(
            names = "--detector",
            required = true,
            paramLabel = "[NAME=]MODEL",
            description = "A detector: a file, a run's folder or a name. Several are blended as a pipeline does.")
    private List<String> detectors;

    @Option(
            names = "--reader",
            required = true,
            paramLabel = "[NAME=]MODEL",
            description =
                    "A classifier of characters, and the name that it has in the pipeline: models of several folds"
                            + " have the same.")
    private List<String> readers;

    @Option(
            names = "--pages",
            paramLabel = "TABLE.csv",
            description = "Only the pages of this table, such as those of one fold.")
    private Path table;

    @Option(names = "--out", required = true, paramLabel = "FILE.jsonl")
    private Path out;

    @Mixin
    private WorkplaceConfig workplace;

    private final Console console = Console.standard();

    @Override
    public Integer call() throws IOException {
        var images = ImageSizes.in(folder);
        var pages = images.ids().collect(Collectors.toCollection(TreeSet::new));
        if (table != null) {
            pages.retainAll(PageTable.read(table, null).stream().map(Page::id).toList());
        }
        var done = ReadFile.resume(out);
        pages.removeAll(done);
        if (!done.isEmpty()) {
            console.line("%d pages were read before.", done.size());
        }
        int failed = 0;
        int boxes = 0;
        try (var models = open()) {
            for (String id : pages) {
                Path file = images.file(id).orElseThrow();
                try {
                    var page = ImageDecoder.decode(Files.readAllBytes(file), ImageLimits.DEFAULT);
                    var read = models.read(id, page);
                    ReadFile.append(out, read);
                    boxes += read.readers().get(0).characters().size();
                } catch (UndecodableImage e) {
                    failed++;
                    console.line("%s: %s", file, e.getMessage());
                }
            }
        }
        console.line("%d pages with %d boxes in %s", pages.size() - failed, boxes, out);
        return failed == 0 ? 0 : 1;
    }

    private PageReaders open() throws IOException {
        var models = new LinkedHashMap<String, OnnxModel>();
        var members = new ArrayList<Member>();
        open(detectors, Stage.DETECTOR, members, models);
        open(readers, Stage.CHARACTER, members, models);
        return new PageReaders(new Pipeline("pages", null, null, Task.PAGES, null, members, null, null, null), models);
    }

    private void open(List<String> named, Stage stage, List<Member> members, Map<String, OnnxModel> models)
            throws IOException {
        var settings = new SessionSettings(Device.CPU, Runtime.getRuntime().availableProcessors());
        var subjects = new Subjects(workplace, settings, card -> card);
        for (String one : named) {
            int equals = one.indexOf('=');
            var model = OnnxModel.load(subjects.model(one.substring(equals + 1)), settings);
            String name = equals < 0 ? model.card().name() : one.substring(0, equals);
            if (models.put(name, model) != null) {
                throw new IllegalArgumentException("Two models are named " + name + ": write NAME=MODEL.");
            }
            members.add(new Member(name, stage, 1));
        }
    }
}
