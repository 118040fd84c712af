package io.kawara.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Champion;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.RegistryKey;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private static final Instant NOW = Instant.parse("2026-11-20T07:00:00Z");

    @Test
    void servesTheChampionsVersion() throws InvalidMessage {
        Registry registry = Registry.EMPTY
                .with("model/slips/1", Json.write(version(1)))
                .with("model/slips/2", Json.write(version(2)))
                .with(RegistryKey.champion("slips"), Json.write(new Champion("slips", 1, null, NOW, "test")));

        assertThat(registry.serving("slips")).map(ModelVersion::version).contains(1);
        assertThat(registry.versions("slips").lastKey()).isEqualTo(2);
    }

    @Test
    void forgetsWhatIsDeleted() throws InvalidMessage {
        Registry registry = Registry.EMPTY.with(
                "pipeline/read", "{\"name\":\"read\",\"ocr\":{\"languages\":[\"eng\"]}}".getBytes(UTF_8));

        assertThat(registry.pipeline("read")).isPresent();
        assertThat(registry.with("pipeline/read", null).pipeline("read")).isEmpty();
    }

    @Test
    void refusesAPipelineThatCouldAnswerNothing() {
        assertThatThrownBy(() -> Registry.EMPTY.with("pipeline/empty", "{\"name\":\"empty\"}".getBytes(UTF_8)))
                .isInstanceOf(InvalidMessage.class)
                .hasMessageContaining("could answer nothing");
    }

    private static ModelVersion version(int version) {
        return new ModelVersion(
                "slips", version, "image-classification", "a".repeat(64), 10, NOW, Map.of("accuracy", 0.9));
    }
}
