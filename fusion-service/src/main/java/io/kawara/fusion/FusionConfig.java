package io.kawara.fusion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "kawara.fusion")
interface FusionConfig {
    /** Lanes worked on at the same time by this process; more than there are lanes is of no use. */
    @WithDefault("1")
    int threads();
}
