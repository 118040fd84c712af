package io.kawara.serving;

import java.util.Optional;

/** A model that is closed when it is retired and its last lease has ended. */
final class LeasedModel {
    private final OnnxModel model;
    private final String sha256;
    private int leases;
    private boolean retired;

    LeasedModel(OnnxModel model, String sha256) {
        this.model = model;
        this.sha256 = sha256;
    }

    OnnxModel model() {
        return model;
    }

    String sha256() {
        return sha256;
    }

    /** Empty once it is retired. */
    synchronized Optional<Lease> lease() {
        if (retired) {
            return Optional.empty();
        }
        leases++;
        return Optional.of(new Lease(this));
    }

    synchronized void end() {
        leases--;
        closeIfUnused();
    }

    synchronized void retire() {
        retired = true;
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (retired && leases == 0) {
            model.close();
        }
    }
}
