package io.kawara.text;

import io.kawara.serving.Device;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set for the text models. */
@ConfigMapping(prefix = "kawara.text")
interface TextConfig {
    /** {@code auto} takes the GPU where there is one; {@code cuda} refuses to start without. */
    @WithDefault("auto")
    Device device();

    /** Threads within one run of a model. */
    @WithDefault("1")
    int threads();

    /** Texts in one run of a model. */
    @WithDefault("32")
    int batch();
}
