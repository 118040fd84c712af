package io.kawara.trainer;

import io.kawara.pages.Page;
import io.kawara.reading.PageDetector;
import io.kawara.serving.Device;
import io.kawara.serving.ModelTask;
import io.kawara.serving.OnnxFile;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.PageInput;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.data.Picture;
import io.kawara.trainer.detect.Found;
import io.kawara.trainer.pages.ImageSizes;
import io.kawara.trainer.pages.PageTable;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.ModelTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kawara pages detect}: the boxes that a detector finds, as a table. */
@Command(
        name = "detect",
        description = "Write the boxes that a detector's model file finds on pages, a box a line, for pages score.",
        mixinStandardHelpOptions = true)
final class PagesDetectCommand implements Callable<Integer> {
    /** Pixels that the model sees at once. */
    private static final int PIXELS = 1 << 20;

    @Parameters(index = "0", paramLabel = "MODEL.onnx", description = "A detector, as a training leaves it.")
    private Path file;

    @Option(names = "--images", required = true, paramLabel = "FOLDER", description = "The pages' images.")
    private Path images;

    @Option(
            names = "--truth",
            paramLabel = "TRUTH.csv",
            description = "Only the pages of this table, instead of all images.")
    private Path truth;

    @Option(names = "--out", required = true, paramLabel = "BOXES.csv")
    private Path out;

    @Option(
            names = "--scales",
            split = ",",
            paramLabel = "SCALE",
            description = "Sizes at which pages are looked at instead of the model's own, e.g. 0.85,1,1.2.")
    private List<Double> scales;

    @Option(names = "--grey", description = "Look at them in grey as well.")
    private boolean grey;

    @Option(names = "--threshold", description = "The least score of a box, instead of the model's own.")
    private Double threshold;

    private final Console console = Console.standard();

    @Override
    public Integer call() throws IOException {
        var onnx = OnnxFile.map(file);
        if (onnx.card().task() != ModelTask.OBJECT_DETECTION) {
            throw new IllegalArgumentException(
                    file + " is a model for " + onnx.card().task() + ", not a detector");
        }
        var pages = ImageSizes.in(images);
        var ids = truth == null
                ? pages.ids().toList()
                : PageTable.read(truth, null).stream().map(Page::id).toList();
        try (var model = OnnxModel.load(onnx, new SessionSettings(Device.CPU, ModelTraining.threads()))) {
            var found = found(ids, pages, new PageDetector(input(onnx.card().page()), model::maps, PIXELS));
            PageTable.writeFound(found, out);
            console.clear();
            console.line(
                    "%d boxes on %d pages in %s",
                    found.stream().mapToInt(page -> page.characters().size()).sum(), found.size(), out);
        }
        return 0;
    }

    private PageInput input(PageInput own) {
        return new PageInput(
                own.longSide(),
                own.tile(),
                own.overlap(),
                own.channels(),
                threshold == null ? own.threshold() : threshold,
                own.suppressFrom(),
                scales == null ? own.scales() : scales,
                grey || own.grey(),
                own.character());
    }

    private List<Page> found(List<String> ids, ImageSizes pages, PageDetector detector) throws IOException {
        var found = new ArrayList<Page>();
        for (String id : ids) {
            var image = pages.file(id)
                    .orElseThrow(() -> new IllegalArgumentException("page " + id + " has no image in " + images));
            try (var decoded = Picture.of(image).decoded()) {
                found.add(Found.page(id, "", detector.detect(decoded)));
            }
            console.passing("%d of %d pages", found.size(), ids.size());
        }
        return found;
    }
}
