package io.kawara.trainer.predict;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageSize;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.pages.Box;
import io.kawara.pages.CharacterFusion;
import io.kawara.pages.DetectorBlend;
import io.kawara.pages.FoundBoxes;
import io.kawara.pages.Layout;
import io.kawara.pages.PageDecision;
import io.kawara.pages.PageReading;
import io.kawara.pages.ReadingOrder;
import io.kawara.reading.BoxedPage;
import io.kawara.reading.CharacterReader;
import io.kawara.reading.ContextReader;
import io.kawara.reading.CropReader;
import io.kawara.reading.PageDetector;
import io.kawara.serving.ModelTask;
import io.kawara.serving.OnnxModel;
import io.kawara.vision.Image;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A pipeline of pages and its members' files, asked in this process: what detector-, classifier- and fusion-service would answer. Of one thread. */
public final class PageEnsemble implements AutoCloseable {
    private static final int PIXELS = 1 << 20; // of all tiles in one run, as the services have it
    private static final int CROPS = 32;
    private static final Submission HERE = new Submission(0, 0);

    private final Pipeline pipeline;
    private final Map<String, OnnxModel> models;
    private final PageDecision decision;
    private final ExecutorService cutting;
    private final Map<ModelTask, CharacterReader> readers;

    /** @param models by name, every member's; they are closed with this */
    public PageEnsemble(Pipeline pipeline, Map<String, OnnxModel> models) {
        this.pipeline = pipeline;
        this.models = new LinkedHashMap<>(models);
        var judges = new TreeJudges(pipeline, models);
        this.decision = new PageDecision(pipeline.pages(), judges.secondLevel(), judges.filter());
        this.cutting = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
            var thread = new Thread(task, "cutting");
            thread.setDaemon(true);
            return thread;
        });
        this.readers = Map.of(
                ModelTask.IMAGE_CLASSIFICATION,
                new CropReader(CROPS, cutting),
                ModelTask.CHARACTER_CLASSIFICATION,
                new ContextReader());
        for (Member member : pipeline.members(Stage.CHARACTER)) {
            var task = models.get(member.model()).card().task();
            if (!readers.containsKey(task)) {
                throw new IllegalArgumentException(
                        "model " + member.model() + " is for " + task + ", which reads no characters");
            }
        }
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    /** Whether somebody reads what is found. */
    public boolean reads() {
        return !pipeline.members(Stage.CHARACTER).isEmpty();
    }

    /** The characters of a page, which is closed, in reading order. */
    List<CharacterBox> answer(Image page) {
        var characters = characters(page);
        return ReadingOrder.of(characters, Layout.AUTO).order().stream()
                .map(characters::get)
                .toList();
    }

    private List<CharacterBox> characters(Image page) {
        var size = new PageSize(page.width(), page.height());
        var found = found(page, size);
        var boxes = DetectorBlend.of(pipeline, found).stream()
                .limit(PageDetector.MOST)
                .toList();
        try (var boxed = new BoxedPage(page, boxes)) {
            if (!reads()) {
                return FoundBoxes.of(boxes, pipeline.pages());
            }
            return boxes.isEmpty()
                    ? List.of()
                    : decision.decide(CharacterFusion.fuse(size, readings(boxed), pipeline.pages()));
        }
    }

    private List<Prediction> found(Image page, PageSize size) {
        var found = new ArrayList<Prediction>();
        for (Member member : pipeline.members(Stage.DETECTOR)) {
            var model = models.get(member.model());
            var boxes = new PageDetector(model, PIXELS)
                    .detect(page).stream().map(Box::found).toList();
            found.add(Prediction.found(
                    HERE, pipeline.name(), member.model(), model.card().version(), size, boxes, 0));
        }
        return found;
    }

    private List<PageReading> readings(BoxedPage page) {
        var readings = new ArrayList<PageReading>();
        for (Member member : pipeline.members(Stage.CHARACTER)) {
            var model = models.get(member.model());
            var read =
                    readers.get(model.card().task()).read(model, List.of(page)).get(0);
            readings.add(new PageReading(member.model(), member.weight(), read.characters(), read.candidates()));
        }
        return readings;
    }

    @Override
    public void close() {
        cutting.shutdownNow();
        models.values().forEach(OnnxModel::close);
    }
}
