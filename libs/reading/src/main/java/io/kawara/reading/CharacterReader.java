package io.kawara.reading;

import io.kawara.serving.ModelCard;
import io.kawara.serving.OnnxModel;
import java.util.List;

/** Reads the characters in the boxes of pages. */
public interface CharacterReader {
    /**
     * Does what takes long and needs no model, so that it can be done while the model runs on other pages. By any thread; without it a reading is slower,
     * and the same.
     */
    default void prepare(ModelCard card, BoxedPage page) {}

    /** A reading of each page, in their order; throws {@link io.kawara.serving.ModelException} where the model fails on any of them. */
    List<Reading> read(OnnxModel model, List<BoxedPage> pages);
}
