package io.kawara.trainer.torch;

/** What a training computes with; weights, optimiser, statistics and losses are 32-bit floats always. */
public enum Precision {
    FLOAT32,
    /**
     * Convolutions and matrix products in bfloat16, and what follows them as far as its kernels add up in 32 bits (mixed
     * precision, Micikevicius et al. 2017; bfloat16 has the exponent of a float, so no loss scaling is needed). Slower
     * on a processor without instructions for it.
     */
    BFLOAT16
}
