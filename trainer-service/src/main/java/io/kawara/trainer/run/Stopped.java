package io.kawara.trainer.run;

/** A training was told to stop and can be resumed. */
public final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped(RunFolder folder) {
        super("Stopped at a checkpoint in " + folder.path() + ". Go on with the same command and --resume.");
    }
}
