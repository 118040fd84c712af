package io.kawara.ocr;

import io.kawara.messaging.RegistryFollower;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while Kafka is there and the registry was read; without Tesseract the service does not start. Kafka being away is no reason to restart. */
@Readiness
@ApplicationScoped
class OcrReadiness implements HealthCheck {
    private final OcrStage stage;
    private final RegistryFollower registry;
    private final Tessdata tessdata;

    OcrReadiness(OcrStage stage, RegistryFollower registry, Tessdata tessdata) {
        this.stage = stage;
        this.registry = registry;
        this.tessdata = tessdata;
    }

    @Override
    public HealthCheckResponse call() {
        boolean connected = stage.isConnected();
        var response = HealthCheckResponse.named("ocr")
                .status(connected && registry.isCaughtUp())
                .withData("kafka", connected ? "connected" : "waiting for Kafka")
                .withData("registry", registry.isCaughtUp() ? "read" : "not read yet")
                .withData("languages", String.join(" ", tessdata.languages()));
        registry.refused().forEach((key, reason) -> response.withData("refused " + key, reason));
        return response.build();
    }
}
