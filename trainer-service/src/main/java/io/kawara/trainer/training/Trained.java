package io.kawara.trainer.training;

import io.kawara.trainer.graph.ClassCentres;
import io.kawara.trainer.graph.Graph;
import java.util.Optional;

/**
 * What a training came to.
 *
 * @param graph with the weights it has now: the best epoch's where the settings keep the best, else the last
 * @param finished false if it was stopped at a checkpoint and can be resumed
 * @param evaluation of the weights in {@code graph}; empty if stopped before the first
 */
public record Trained(Graph graph, boolean finished, int epoch, Optional<Evaluation> evaluation) {
    /** What a loss may have learnt beside the model stays behind. */
    Trained withoutCentres() {
        return new Trained(ClassCentres.outOf(graph), finished, epoch, evaluation);
    }
}
