package io.kawara.fusion;

import io.kawara.serving.Lease;
import java.util.Optional;

/** The models of {@link io.kawara.contracts.Stage#FUSION} in the versions that serve at the moment. */
interface ModelLookup {
    /** A model as it is until the lease is closed, waiting where its first version is being loaded; empty if none serves. */
    Optional<Lease> acquire(String model) throws InterruptedException;
}
