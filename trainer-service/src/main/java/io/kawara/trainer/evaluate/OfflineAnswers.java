package io.kawara.trainer.evaluate;

import io.kawara.contracts.Pipeline;
import io.kawara.contracts.ScoredLabel;
import io.kawara.serving.OnnxModel;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.run.Measurement;
import io.kawara.trainer.run.Votes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers rows from the model files themselves: the same files, runtime and fusion as the services, in one process. */
public final class OfflineAnswers {
    private final Pipeline pipeline;
    private final Map<String, OnnxModel> models;

    /** @param models by name, every member's */
    public OfflineAnswers(Pipeline pipeline, Map<String, OnnxModel> models) {
        this.pipeline = pipeline;
        this.models = Map.copyOf(models);
    }

    public Answers to(DataSet data) throws IOException {
        var votes = new ArrayList<Votes>();
        var rankings = new LinkedHashMap<String, List<List<ScoredLabel>>>();
        for (var member : pipeline.members()) {
            var cast = Votes.of(models.get(member.model()), data);
            votes.add(cast);
            rankings.put(member.model(), cast.rankings());
        }
        return new Answers(rankings, Measurement.fused(pipeline, votes));
    }
}
