package io.kawara.serving;

import io.kawara.contracts.Prediction;
import java.util.ArrayList;
import java.util.List;

/** The run of a model that scores its labels. */
public interface Ranking<I> extends ModelRun<I> {
    /** Scores {@code [inputs][labels]}; throws where the model fails on any of them. */
    double[][] scores(OnnxModel model, List<I> inputs);

    @Override
    default List<Answer> answers(OnnxModel model, List<I> inputs) {
        var answers = new ArrayList<Answer>(inputs.size());
        for (var scores : scores(model, inputs)) {
            answers.add((submission, pipeline, stage, card, millis) -> Prediction.ranked(
                    submission, pipeline, stage, card.name(), card.version(), model.ranked(scores), millis));
        }
        return answers;
    }
}
