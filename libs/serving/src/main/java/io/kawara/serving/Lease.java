package io.kawara.serving;

/** A model that stays as it is, and open, until the lease is closed, whatever version serves meanwhile. Closing it twice is harmless. */
public final class Lease implements AutoCloseable {
    private final LeasedModel leased;
    private boolean over;

    Lease(LeasedModel leased) {
        this.leased = leased;
    }

    public OnnxModel model() {
        return leased.model();
    }

    @Override
    public synchronized void close() {
        if (!over) {
            over = true;
            leased.end();
        }
    }
}
