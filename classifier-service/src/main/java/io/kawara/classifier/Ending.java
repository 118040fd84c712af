package io.kawara.classifier;

import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Ends the service where it cannot go on. */
@ApplicationScoped
class Ending {
    private static final Logger LOG = Logger.getLogger(Ending.class);

    private volatile boolean begun;

    /** It is being stopped: what breaks now breaks because of that. */
    void begin() {
        begun = true;
    }

    /** To go on would answer later images of the lanes first: the batch is answered after a new start. */
    void giveUp(Throwable error) {
        if (!begun) {
            LOG.error(
                    "A batch of images could not be answered. The service ends, and answers it when it is started again.",
                    error);
            Quarkus.asyncExit(1);
        }
    }

    /** The topics do not fit together, which no retry mends. */
    static void refuse(String misfit) {
        LOG.error(misfit);
        Quarkus.asyncExit(1);
    }
}
