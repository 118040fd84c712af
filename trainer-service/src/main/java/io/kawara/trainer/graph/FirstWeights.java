package io.kawara.trainer.graph;

import java.util.Random;

/** What weights are before training: PyTorch's defaults, drawn from one seed. */
public final class FirstWeights {
    private final Random random;

    FirstWeights(long seed) {
        random = new Random(seed);
    }

    /** Normal with variance 2 / fan (He et al. 2015). */
    public float[] kaimingNormal(int size, int fan) {
        return normal(size, Math.sqrt(2.0 / fan));
    }

    /** Normal around 0. */
    public float[] normal(int size, double deviation) {
        var values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    /** Uniform within one over the root of the fan, as PyTorch's linear layers begin. */
    public float[] uniform(int size, int fan) {
        return within(size, 1 / Math.sqrt(fan));
    }

    /** Uniform with variance 2 / (from + to) (Glorot and Bengio 2010). */
    public float[] xavierUniform(int size, int from, int to) {
        return within(size, Math.sqrt(6.0 / (from + to)));
    }

    private float[] within(int size, double bound) {
        var values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) ((random.nextDouble() * 2 - 1) * bound);
        }
        return values;
    }
}
