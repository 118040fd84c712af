package io.kawara.trainer.run;

import io.kawara.trainer.training.Progress;
import io.kawara.trainer.training.Training;
import java.util.function.DoublePredicate;

/** Asks after each epoch whether to go on, and stops the training if not. */
final class Watch implements Progress {
    private final DoublePredicate goOn;
    private Training training;
    private boolean ended;

    /** A training was stopped because it was not to go on; it is nobody's fault. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;

        Ended() {
            super("a training was not to go on", null, false, false);
        }
    }

    Watch(DoublePredicate goOn) {
        this.goOn = goOn;
    }

    /** What to stop. */
    void stops(Training watched) {
        training = watched;
    }

    /** Throws {@link Ended} if the training was stopped here and not by whoever sits before it. */
    void check() {
        if (ended) {
            throw new Ended();
        }
    }

    @Override
    public void step(Step step) {
        // Only epochs are judged.
    }

    @Override
    public void epoch(Epoch epoch) {
        if (!goOn.test(epoch.evaluation().score())) {
            ended = true;
            training.stop();
        }
    }
}
