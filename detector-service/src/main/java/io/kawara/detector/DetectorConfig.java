package io.kawara.detector;

import io.kawara.serving.Device;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What can be set for the detectors. */
@ConfigMapping(prefix = "kawara.detector")
interface DetectorConfig {
    /** {@code auto} takes the GPU where there is one; {@code cuda} refuses to start without. */
    @WithDefault("auto")
    Device device();

    /** Threads within one run of a model. */
    @WithDefault("1")
    int threads();

    /** Pixels of all tiles in one run of a model; memory grows with it. */
    @WithDefault("1048576")
    int pixels();

    /** Pages decoded at the same time; one for each processor where it is left out. */
    Optional<Integer> decoders();
}
