package io.kawara.trainer.predict;

import io.kawara.contracts.ScoredLabel;
import java.util.List;

/**
 * What was answered to one row.
 *
 * @param scores best first; empty where there is no answer
 * @param labels of a multi-label pipeline those that count, of another the best one
 * @param reason why there is no answer; null where there is one
 */
record BulkAnswer(String id, List<ScoredLabel> scores, List<String> labels, String reason) {
    BulkAnswer {
        scores = List.copyOf(scores);
        labels = List.copyOf(labels);
    }

    static BulkAnswer failed(String id, String reason) {
        return new BulkAnswer(id, List.of(), List.of(), reason);
    }

    boolean failed() {
        return reason != null;
    }
}
