package io.kawara.trainer.predict;

import io.kawara.contracts.Member;
import io.kawara.pages.Judge;
import io.kawara.pages.Judges;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.RowProbabilities;
import java.util.List;
import java.util.Optional;

/** A member of a pipeline's stage {@code fusion} and its open file. Without the services nothing goes on without it: what fails is thrown. */
record TreeJudge(Member member, OnnxModel model) implements Judge {
    TreeJudge {
        if (!Judges.know(model.card().columns())) {
            throw new IllegalArgumentException(
                    "model " + member.model() + " cannot decide about characters: " + Judges.NEITHER);
        }
    }

    @Override
    public String name() {
        return member.model();
    }

    @Override
    public double weight() {
        return member.weight();
    }

    @Override
    public List<String> columns() {
        return model.card().columns();
    }

    @Override
    public Optional<double[]> probabilities(float[][] rows) {
        return rows.length == 0 ? Optional.empty() : Optional.of(RowProbabilities.of(model, rows));
    }

    @Override
    public void fail(String reason) {
        throw new IllegalArgumentException("model " + member.model() + " cannot decide about characters: " + reason);
    }
}
