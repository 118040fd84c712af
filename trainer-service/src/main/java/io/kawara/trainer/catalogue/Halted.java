package io.kawara.trainer.catalogue;

import java.io.IOException;

/** The catalogue cannot go on for now; the message says where it stands and why. */
final class Halted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Halted(String why) {
        super(why);
    }

    Halted(String why, IOException cause) {
        super(why, cause);
    }
}
