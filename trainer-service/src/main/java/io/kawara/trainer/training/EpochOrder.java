package io.kawara.trainer.training;

import java.util.SplittableRandom;

/** Which examples an epoch shows, and in which order. Thread-safe; it decides by its draws alone, or no training could be resumed. */
public interface EpochOrder {
    /** How many examples an epoch shows, the same in each. */
    int size();

    /**
     * The numbers of an epoch's examples.
     *
     * @param random depends on the training's seed and on the epoch, and on nothing else
     */
    int[] order(SplittableRandom random);

    /** Every example once. */
    static EpochOrder shuffled(int examples) {
        return new EpochOrder() {
            @Override
            public int size() {
                return examples;
            }

            @Override
            public int[] order(SplittableRandom random) {
                var order = new int[examples];
                for (int i = 0; i < examples; i++) {
                    var j = random.nextInt(i + 1);
                    order[i] = order[j];
                    order[j] = i;
                }
                return order;
            }
        };
    }
}
