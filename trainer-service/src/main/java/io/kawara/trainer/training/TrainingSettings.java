package io.kawara.trainer.training;

/**
 * All that decides the outcome of a training besides graph and data.
 *
 * @param batchSize examples that are computed at once
 * @param keepBest whether the best epoch's weights are kept rather than the last's
 */
public record TrainingSettings(
        int epochs,
        int batchSize,
        long seed,
        Objective objective,
        Descent descent,
        Averaging averaging,
        Execution execution,
        boolean keepBest) {
    public TrainingSettings {
        if (epochs < 1 || batchSize < 1) {
            throw new IllegalArgumentException("epochs and batch size are at least 1");
        }
    }

    /** Nothing is averaged, the last epoch is kept, steps are computed as on any machine. */
    public TrainingSettings(int epochs, int batchSize, long seed, Objective objective, Descent descent) {
        this(epochs, batchSize, seed, objective, descent, Averaging.NONE, new Execution(), false);
    }

    /** The same settings with weights averaged so. */
    public TrainingSettings with(Averaging other) {
        return new TrainingSettings(epochs, batchSize, seed, objective, descent, other, execution, keepBest);
    }

    /** The same settings, computed so. */
    public TrainingSettings with(Execution other) {
        return new TrainingSettings(epochs, batchSize, seed, objective, descent, averaging, other, keepBest);
    }

    /** The same settings, keeping the best epoch's weights or the last's. */
    public TrainingSettings withKeepBest(boolean best) {
        return new TrainingSettings(epochs, batchSize, seed, objective, descent, averaging, execution, best);
    }
}
