package io.kawara.serving;

import java.util.List;

/** Runs a model on several inputs at once. */
public interface ModelRun<I> {
    /** An answer to each input; throws where the model fails on any of them. */
    List<Answer> answers(OnnxModel model, List<I> inputs);

    /** Inputs run together only where this is equal, e.g. because they are padded to one length. */
    default int bucket(I input) {
        return 0;
    }
}
