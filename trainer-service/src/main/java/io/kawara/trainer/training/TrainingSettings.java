package io.kawara.trainer.training;

import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.torch.Optimizer;
import java.util.List;

/**
 * All that decides the outcome of a training besides graph and data.
 *
 * @param labelSmoothing the share taken from the true class and spread over the others, in [0,1)
 * @param mixup alpha of the Beta distribution by which two images are mixed; 0 mixes none
 * @param clipNorm the global gradient norm is cut to this; 0 cuts nothing
 * @param ema decay of the running mean of the weights that is evaluated and kept instead of them; 0 keeps the weights
 * @param threads of libtorch within a step; the outcome depends on it in the last bits
 * @param workers threads that make batches ahead of the steps; the outcome does not depend on it
 * @param keepBest whether the best epoch's weights are kept rather than the last's
 * @param frozen initialisers that begin with one of these are not trained
 */
public record TrainingSettings(
        int epochs,
        int batchSize,
        Optimizer optimizer,
        Schedule schedule,
        Loss loss,
        double labelSmoothing,
        double mixup,
        double clipNorm,
        double ema,
        long seed,
        int threads,
        int workers,
        boolean keepBest,
        List<String> frozen) {

    public TrainingSettings {
        require(epochs >= 1 && batchSize >= 1, "epochs and batch size are at least 1");
        require(labelSmoothing >= 0 && labelSmoothing < 1, "label smoothing is in [0,1)");
        require(labelSmoothing == 0 || loss == Loss.CROSS_ENTROPY, "label smoothing is for one label each");
        require(mixup >= 0 && clipNorm >= 0, "mixup and clip norm are not negative");
        require(ema >= 0 && ema < 1, "the running mean's decay is in [0,1)");
        require(threads >= 1 && workers >= 1, "threads and workers are at least 1");
        frozen = List.copyOf(frozen);
    }

    /** Plain settings: no smoothing, mixing, clipping or running mean, the last epoch kept, two threads. */
    public TrainingSettings(int epochs, int batchSize, Optimizer optimizer, Schedule schedule, Loss loss, long seed) {
        this(epochs, batchSize, optimizer, schedule, loss, 0, 0, 0, 0, seed, 2, 1, false, List.of());
    }

    /** The same settings with another number of workers. */
    public TrainingSettings withWorkers(int number) {
        return new TrainingSettings(
                epochs,
                batchSize,
                optimizer,
                schedule,
                loss,
                labelSmoothing,
                mixup,
                clipNorm,
                ema,
                seed,
                threads,
                number,
                keepBest,
                frozen);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
