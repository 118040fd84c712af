package io.kawara.fusion;

import io.kawara.serving.Device;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "kawara.fusion")
interface FusionConfig {
    /** Lanes worked on at the same time by this process; more than there are lanes is of no use. */
    @WithDefault("1")
    int threads();

    /** Where the pipelines' own models run: {@code auto} takes the GPU where there is one; {@code cuda} refuses to start without. */
    @WithDefault("cpu")
    Device device();
}
