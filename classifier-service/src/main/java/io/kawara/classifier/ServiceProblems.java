package io.kawara.classifier;

import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Problems that the service cannot go on with: it ends. */
@ApplicationScoped
class ServiceProblems {
    private static final Logger LOG = Logger.getLogger(ServiceProblems.class);

    private volatile boolean stopping;

    /** It is being stopped: what breaks now breaks because of that. */
    void stopping() {
        stopping = true;
    }

    /** To go on would answer later images of the lanes first: the batch is answered after a new start. */
    void giveUp(Throwable error) {
        if (!stopping) {
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
