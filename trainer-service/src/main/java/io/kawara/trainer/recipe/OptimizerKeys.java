package io.kawara.trainer.recipe;

/**
 * How the weights move.
 *
 * @param learningRate the greatest one of the schedule
 * @param weightDecay decoupled with AdamW (Loshchilov and Hutter, 2019), coupled with SGD
 * @param momentum SGD's, with Nesterov's look ahead
 */
public record OptimizerKeys(
        @Default("adamw") Kind kind,
        @Default("0.001") double learningRate,
        @Default("0.01") double weightDecay,
        @Default("0.9") double momentum) {
    /** The optimizers there are. */
    public enum Kind {
        ADAMW,
        SGD
    }

    public OptimizerKeys {
        if (!(learningRate > 0) || !(weightDecay >= 0) || !(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException(
                    "'optimizer.learningRate' is above 0, 'weightDecay' at least 0, 'momentum' in [0,1)");
        }
    }
}
