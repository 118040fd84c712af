package io.kawara.trainer.predict;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.PageSize;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Task;
import io.kawara.pages.Box;
import io.kawara.pages.DetectorBlend;
import io.kawara.reading.BoxedPage;
import io.kawara.reading.CharacterReader;
import io.kawara.reading.ContextReader;
import io.kawara.reading.CropReader;
import io.kawara.reading.PageDetector;
import io.kawara.reading.Reading;
import io.kawara.serving.ModelTask;
import io.kawara.serving.OnnxModel;
import io.kawara.trainer.pages.ReadFile;
import io.kawara.vision.Image;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;

/** Detectors and classifiers that read pages in this process, as the services do. For one caller at a time. */
public final class PageModels implements AutoCloseable {
    /** Pixels of the tiles in one run of a detector. */
    private static final int PIXELS = 1 << 20;

    /** Crops in one run of a classifier. */
    private static final int CROPS = 64;

    private static final Submission HERE = new Submission(0, 0);

    private final List<OnnxModel> detectors;
    private final Map<String, OnnxModel> readers;
    private final Pipeline pipeline;

    /**
     * Models that are closed with this.
     *
     * @param detectors by name; their boxes become one list by {@code rules}
     * @param readers classifiers, by the names by which they are known in what is read
     */
    public PageModels(Map<String, OnnxModel> detectors, Map<String, OnnxModel> readers, PageRules rules) {
        this.detectors = List.copyOf(detectors.values());
        this.readers = new LinkedHashMap<>(readers);
        this.detectors.forEach(model -> require(model, ModelTask.OBJECT_DETECTION));
        readers.values().forEach(PageModels::reader); // refuses what reads no characters
        var members = detectors.keySet().stream()
                .map(name -> new Member(name, Stage.DETECTOR, 1))
                .toList();
        pipeline = new Pipeline("pages", null, null, Task.PAGES, null, members, null, null, rules);
    }

    private static void require(OnnxModel model, ModelTask task) {
        if (model.card().task() != task) {
            throw new IllegalArgumentException(
                    model.card().id() + " is for " + model.card().task() + ", not for " + task);
        }
    }

    private static CharacterReader reader(OnnxModel model) {
        if (model.card().task() == ModelTask.CHARACTER_CLASSIFICATION) {
            return new ContextReader();
        }
        require(model, ModelTask.IMAGE_CLASSIFICATION);
        return new CropReader(CROPS, ForkJoinPool.commonPool());
    }

    /** What all of them make of a page, which is closed. */
    public ReadFile.Line read(String name, Image page) {
        var size = new PageSize(page.width(), page.height());
        try (var boxed = new BoxedPage(page, boxes(page, size))) {
            var read = new ArrayList<ReadFile.Reader>();
            readers.forEach((model, reader) -> {
                Reading reading = reader(reader).read(reader, List.of(boxed)).get(0);
                read.add(new ReadFile.Reader(model, reading.characters(), reading.candidates()));
            });
            return new ReadFile.Line(name, size, read);
        }
    }

    private List<CharacterBox> boxes(Image page, PageSize size) {
        var found = new ArrayList<Prediction>();
        for (int i = 0; i < detectors.size(); i++) {
            var detector = detectors.get(i);
            var boxes = new PageDetector(detector, PIXELS)
                    .detect(page).stream().map(Box::found).toList();
            found.add(Prediction.found(
                    HERE,
                    pipeline.name(),
                    pipeline.members().get(i).model(),
                    detector.card().version(),
                    size,
                    boxes,
                    0));
        }
        return DetectorBlend.of(pipeline, found).stream()
                .limit(PageDetector.MOST)
                .toList();
    }

    @Override
    public void close() {
        detectors.forEach(OnnxModel::close);
        readers.values().forEach(OnnxModel::close);
    }
}
