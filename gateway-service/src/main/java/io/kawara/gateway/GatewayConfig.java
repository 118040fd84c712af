package io.kawara.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set for the gateway. */
@ConfigMapping(prefix = "kawara.gateway")
interface GatewayConfig {
    /** The longest time a caller may wait. */
    @WithDefault("5M")
    Duration longestWait();

    /** How much longer than its caller the gateway waits for the answer that is decided at the deadline. */
    @WithDefault("1S")
    Duration grace();

    /**
     * The most bytes of a request. {@code quarkus.http.limits.max-body-size} lies a little above it: that one cuts off bodies whose head names no
     * length, and has no words for it.
     */
    @WithDefault("32M")
    MemorySize largest();

    /** Requests with images in work at one time; more are answered 429. */
    @WithDefault("512")
    int mostRequests();

    /** Bytes of images in work at one time; more are answered 429. Each may be in memory three times. */
    @WithDefault("48M")
    MemorySize mostBytes();

    /** The most bytes of a request with labels. */
    @WithDefault("4M")
    MemorySize mostLabelBytes();

    /** How long the catalogue may take to begin an answer, and to go on with it. */
    @WithDefault("30S")
    Duration cataloguePatience();

    /** Listeners of a stream at one time. */
    @WithDefault("200")
    int mostStreams();

    /** How often a silent stream says that it is still there. */
    @WithDefault("15S")
    Duration heartbeat();

    /** Answers remembered, by number. */
    @WithDefault("5000")
    int answers();

    /** Answers remembered, by characters of JSON. */
    @WithDefault("16M")
    MemorySize answerCharacters();

    /** How many of each lane's last answers are read at the start. */
    @WithDefault("500")
    int tail();

    /** How long an Idempotency-Key is remembered. */
    @WithDefault("24H")
    Duration keyLife();

    /** Idempotency-Keys remembered at one time. */
    @WithDefault("10000")
    int keys();
}
