package io.kawara.trainer.jobs;

import io.kawara.contracts.TrainingRequest;
import io.kawara.trainer.training.Progress;
import java.io.IOException;

/** Does what a request asks for, and goes on where another worker's process ended. */
public interface Job {
    /**
     * Trains.
     *
     * @param progress hears of every step and epoch; what it throws ends the training
     * @throws io.kawara.trainer.run.Stopped if the process is to end: the request is left to another worker
     */
    void train(TrainingRequest request, Progress progress) throws IOException, InterruptedException;
}
