package io.kawara.serving;

import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;

/** What a model says of one image. */
@FunctionalInterface
public interface Answer {
    /** The answer as it is sent; {@code millis} is the image's share of the model's time. */
    Prediction of(Submission submission, String pipeline, Stage stage, ModelCard card, double millis);
}
