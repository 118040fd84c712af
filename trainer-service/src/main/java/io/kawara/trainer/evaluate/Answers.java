package io.kawara.trainer.evaluate;

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

    /** Each model for itself, then the answers. */
    public List<Measurement> measure(DataSet data) {
        var measured = new ArrayList<Measurement>();
        votes.forEach((model, rankings) -> measured.add(Measurement.of(model, rankings, data)));
        measured.add(Measurement.of("fused", fused, data));
        return measured;
    }
}
