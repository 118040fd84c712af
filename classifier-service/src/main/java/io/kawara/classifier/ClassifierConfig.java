package io.kawara.classifier;

import io.kawara.serving.Device;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What can be set for the models of images and of characters. */
@ConfigMapping(prefix = "kawara.classifier")
interface ClassifierConfig {
    /** {@code auto} takes the GPU where there is one; {@code cuda} refuses to start without. */
    @WithDefault("auto")
    Device device();

    /** Threads within one run of a model. */
    @WithDefault("1")
    int threads();

    /** Images in one run of a model; memory grows with it. */
    @WithDefault("16")
    int batch();

    /** Characters cut out of pages in one run of a model. */
    @WithDefault("64")
    int crops();

    /** Images decoded at the same time; one for each processor where it is left out. */
    Optional<Integer> decoders();
}
