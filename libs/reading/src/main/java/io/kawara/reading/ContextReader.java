package io.kawara.reading;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.serving.OnnxModel;
import io.kawara.vision.Image;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the characters of a page together, with a classifier that sees the whole page: {@link RegionLogits}. Thread-safe.
 *
 * <p>What boxes may be is made of a chunk of them at a time, for logits of thousands of classes for tens of thousands of boxes do not fit into memory.
 */
public final class ContextReader implements CharacterReader {
    /** Boxes in one run of a model: those of a whole page of nearly any book, so that its features are computed once. */
    private static final int CHUNK = 2048;

    private final int chunk;

    /** @param chunk boxes in one run of a model, for each of which the whole page is looked at again */
    public ContextReader(int chunk) {
        if (chunk < 1) {
            throw new IllegalArgumentException("a run of a model has 1 box at least: " + chunk);
        }
        this.chunk = chunk;
    }

    public ContextReader() {
        this(CHUNK);
    }

    @Override
    public List<Reading> read(OnnxModel model, List<BoxedPage> pages) {
        return pages.stream()
                .map(page -> Reading.of(model.card(), page.boxes(), read(model, page.page(), page.boxes())))
                .toList();
    }

    /** What each box may be, in the order of the boxes; throws {@link io.kawara.serving.ModelException} where the model fails. */
    public List<Candidates.Box> read(OnnxModel model, Image page, List<CharacterBox> boxes) {
        var card = model.card();
        var read = new ArrayList<Candidates.Box>(boxes.size());
        if (boxes.isEmpty()) {
            return read;
        }
        var logits = new RegionLogits(page, card.context(), model::characterLogits);
        for (int from = 0; from < boxes.size(); from += chunk) {
            for (var box : logits.of(boxes.subList(from, Math.min(from + chunk, boxes.size())))) {
                read.add(LogProbabilities.candidates(card, box));
            }
        }
        return read;
    }
}
