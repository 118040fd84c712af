package io.kawara.trainer.training;

import java.io.IOException;

/** Says how good the weights of the moment are. */
public interface Evaluator {
    Evaluation evaluate(Predictor predictor) throws IOException;
}
