package io.kawara.trainer.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;
import java.util.Map;

/** How a batch goes forward through a graph and its gradients back. */
interface Pass extends AutoCloseable {
    /**
     * Adds a batch's gradients to those of the weights.
     *
     * @param scope of what is made meanwhile
     * @param batch what the loss program takes: input, targets, weights of the rows, the teacher's logits
     * @param upstream what the gradients are multiplied by
     * @return the batch's loss
     */
    double gradients(
            PtNDManager scope, List<PtNDArray> batch, Map<String, PtNDArray> weights, long seed, PtNDArray upstream);

    /** Programs are freed with their manager. */
    @Override
    default void close() {}
}
