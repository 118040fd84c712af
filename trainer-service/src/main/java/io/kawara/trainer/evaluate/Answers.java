package io.kawara.trainer.evaluate;

import io.kawara.contracts.Pipeline;
import io.kawara.contracts.ScoredLabel;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.run.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was answered to each row, in the rows' order.
 *
 * @param votes by model; an empty ranking where it did not vote
 * @param fused the answers; an empty ranking where there was none
 */
public record Answers(Map<String, List<List<ScoredLabel>>> votes, List<List<ScoredLabel>> fused) {
    public Answers {
        votes = new LinkedHashMap<>(votes);
        fused = List.copyOf(fused);
    }

    /**
     * Each model for itself, then the answers.
     *
     * @param thresholds of a multi-label task, by model: from which score a label counts, where it is not 0.5
     */
    public List<Measurement> measure(Pipeline pipeline, Map<String, Map<String, Double>> thresholds, DataSet data) {
        var measured = new ArrayList<Measurement>();
        votes.forEach((model, rankings) ->
                measured.add(Measurement.of(model, rankings, data, thresholds.getOrDefault(model, Map.of()))));
        measured.add(Measurement.fused(pipeline, fused, data));
        return measured;
    }
}
