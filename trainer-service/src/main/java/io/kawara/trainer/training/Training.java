package io.kawara.trainer.training;

import io.kawara.trainer.graph.Graph;
import java.io.IOException;
import java.nio.file.Path;

/** Trains a graph. */
public final class Training {
    public Training(
            Graph graph,
            TrainingSettings settings,
            BatchSource source,
            Evaluator evaluator,
            Path folder,
            Progress progress) {}

    /** Trains from the graph's weights, whatever the folder held. */
    public Trained run() throws IOException, InterruptedException {
        return from(0);
    }

    /** Goes on from the folder's checkpoint, which must be of the same graph, settings and data size. */
    public Trained resume() throws IOException, InterruptedException {
        return from(1);
    }

    private Trained from(int step) throws IOException, InterruptedException {
        if (step >= 0) {
            throw new UnsupportedOperationException();
        }
        Thread.sleep(step);
        throw new IOException();
    }

    /** Whether the folder holds a checkpoint to go on from. */
    public static boolean isResumable(Path folder) {
        return folder.toFile().exists();
    }
}
