package io.kawara.trainer.predict;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageSize;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.pages.CharacterFusion;
import io.kawara.pages.FoundBoxes;
import io.kawara.pages.Judges;
import io.kawara.pages.Layout;
import io.kawara.pages.PageDecision;
import io.kawara.pages.ReadingOrder;
import io.kawara.reading.BoxedPage;
import io.kawara.serving.OnnxModel;
import io.kawara.vision.Image;
import java.util.List;
import java.util.Map;

/** A pipeline of pages and its members' files, asked in this process: what detector-, classifier- and fusion-service would answer. Of one thread. */
public final class PageEnsemble implements AutoCloseable {
    private final Pipeline pipeline;
    private final PageDecision decision;
    private final PageReaders readers;

    /** @param models by name, every member's; they are closed with this */
    public PageEnsemble(Pipeline pipeline, Map<String, OnnxModel> models) {
        this.pipeline = pipeline;
        var judges = new Judges(
                pipeline.members(Stage.FUSION).stream()
                        .map(member -> new TreeJudge(member, models.get(member.model())))
                        .toList(),
                pipeline.pages().falsePositiveBias());
        this.decision = new PageDecision(pipeline.pages(), judges.secondLevel(), judges.filter());
        this.readers = new PageReaders(pipeline, models);
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
        var boxes = readers.boxes(page, size);
        try (var boxed = new BoxedPage(page, boxes)) {
            if (!reads()) {
                return FoundBoxes.of(boxes, pipeline.pages());
            }
            return boxes.isEmpty()
                    ? List.of()
                    : decision.decide(CharacterFusion.fuse(size, readers.readings(boxed), pipeline.pages()));
        }
    }

    @Override
    public void close() {
        readers.close();
    }
}
