package io.kawara.trainer.training;

import io.kawara.trainer.graph.Input;

/** Answers logits, one row of classes per example, with batch statistics frozen and nothing dropped out. */
public interface Predictor {
    float[][] logits(Input input);
}
