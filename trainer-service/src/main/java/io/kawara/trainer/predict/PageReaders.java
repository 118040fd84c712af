package io.kawara.trainer.predict;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageSize;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.pages.Box;
import io.kawara.pages.DetectorBlend;
import io.kawara.pages.PageReading;
import io.kawara.reading.BoxedPage;
import io.kawara.reading.CharacterReader;
import io.kawara.reading.ContextReader;
import io.kawara.reading.CropReader;
import io.kawara.reading.PageDetector;
import io.kawara.serving.ModelTask;
import io.kawara.serving.OnnxModel;
import io.kawara.trainer.pages.ReadFile;
import io.kawara.vision.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A pipeline's detectors and classifiers of characters, asked in this process as detector- and classifier-service ask them. For one caller at a time. */
public final class PageReaders implements AutoCloseable {
    private static final int PIXELS = 1 << 20; // of all tiles in one run, as the services have it
    private static final int CROPS = 64;
    private static final Submission HERE = new Submission(0, 0);

    private final Pipeline pipeline;
    private final Map<String, OnnxModel> models;
    private final ExecutorService cutting;
    private final Map<ModelTask, CharacterReader> readers;

    /** @param models by name, every member's; they are closed with this */
    public PageReaders(Pipeline pipeline, Map<String, OnnxModel> models) {
        this.pipeline = pipeline;
        this.models = models;
        for (Member member : pipeline.members(Stage.DETECTOR)) {
            require(member, List.of(ModelTask.OBJECT_DETECTION), "which finds no characters");
        }
        var reading = List.of(ModelTask.IMAGE_CLASSIFICATION, ModelTask.CHARACTER_CLASSIFICATION);
        for (Member member : pipeline.members(Stage.CHARACTER)) {
            require(member, reading, "which reads no characters");
        }
        cutting = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
            var thread = new Thread(task, "cutting");
            thread.setDaemon(true);
            return thread;
        });
        readers = Map.of(
                ModelTask.IMAGE_CLASSIFICATION,
                new CropReader(CROPS, cutting),
                ModelTask.CHARACTER_CLASSIFICATION,
                new ContextReader());
    }

    private void require(Member member, List<ModelTask> tasks, String what) {
        var task = models.get(member.model()).card().task();
        if (!tasks.contains(task)) {
            throw new IllegalArgumentException("model " + member.model() + " is for " + task + ", " + what);
        }
    }

    /** What the detectors find on a page, blended as the pipeline's rules say. */
    List<CharacterBox> boxes(Image page, PageSize size) {
        var found = new ArrayList<Prediction>();
        for (Member member : pipeline.members(Stage.DETECTOR)) {
            var model = models.get(member.model());
            var boxes = new PageDetector(model, PIXELS)
                    .detect(page).stream().map(Box::found).toList();
            found.add(Prediction.found(
                    HERE, pipeline.name(), member.model(), model.card().version(), size, boxes, 0));
        }
        return DetectorBlend.of(pipeline, found).stream()
                .limit(PageDetector.MOST)
                .toList();
    }

    /** What each classifier reads in a page's boxes. */
    List<PageReading> readings(BoxedPage page) {
        var readings = new ArrayList<PageReading>();
        for (Member member : pipeline.members(Stage.CHARACTER)) {
            var model = models.get(member.model());
            var read =
                    readers.get(model.card().task()).read(model, List.of(page)).get(0);
            readings.add(new PageReading(member.model(), member.weight(), read.characters(), read.candidates()));
        }
        return readings;
    }

    /** All that the boxes of a page may be. The page is closed. */
    public ReadFile.Line read(String name, Image page) {
        var size = new PageSize(page.width(), page.height());
        try (var boxed = new BoxedPage(page, boxes(page, size))) {
            return new ReadFile.Line(
                    name,
                    size,
                    readings(boxed).stream()
                            .map(read -> new ReadFile.Reader(read.model(), read.characters(), read.candidates()))
                            .toList());
        }
    }

    @Override
    public void close() {
        cutting.shutdownNow();
        models.values().forEach(OnnxModel::close);
    }
}
