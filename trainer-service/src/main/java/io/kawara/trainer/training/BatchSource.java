package io.kawara.trainer.training;

import java.io.IOException;

/**
 * Numbered examples from which batches are made.
 *
 * <p>{@link #batch} is called by several threads at once, ahead of the step that needs it, and must give the same batch
 * for the same epoch, number and indices: draw what is random of an example from the seed, the epoch, the batch's number
 * and the example's place in it (an epoch may show an example more than once), and what is random of the whole batch from
 * the first three. Otherwise a training can be neither repeated nor resumed.
 */
public interface BatchSource {
    /** How many examples there are; they are numbered from 0. */
    int size();

    /** Which of them an epoch shows. */
    default EpochOrder order() {
        return EpochOrder.shuffled(size());
    }

    /**
     * The examples of these numbers, in this order, as they look in this epoch.
     *
     * @param epoch counted from 1
     * @param number of the batch within the epoch, counted from 0
     */
    Batch batch(int epoch, int number, int[] indices) throws IOException;
}
