package io.kawara.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.RegistryKey;
import io.kawara.contracts.Topics;
import io.kawara.gateway.intake.Refusal;
import io.kawara.messaging.Json;
import io.kawara.messaging.Registry;
import io.kawara.messaging.trust.RegistryKeys;
import io.kawara.messaging.trust.SigningKey;
import io.kawara.messaging.trust.TrustedKeys;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelsTest {
    @Test
    void withoutAKeyASignedRegistryIsNotChangedAndTheReasonIsSaid() throws Exception {
        var version = new ModelVersion("m", 1, "text", "a".repeat(64), 1, Instant.EPOCH, Map.of());
        var registry = Registry.EMPTY.with(RegistryKey.model("m", 1), Json.write(version));
        var keys = new RegistryKeys(TrustedKeys.of(SigningKey.generate()), null);
        var models = new Models("localhost:1", new Topics(""), keys, () -> registry);

        assertThatThrownBy(() -> models.promote("m", 1, null, "mori"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.kind().status()).isEqualTo(403))
                .hasMessageContaining("kawara.signing-key");
    }

    @Test
    void aTimeIsRfc3339OrNow() {
        assertThat(Models.time("2026-11-20T08:00:00+01:00")).isEqualTo(Instant.parse("2026-11-20T07:00:00Z"));
        assertThat(Models.time(null)).isBefore(Instant.now().plusSeconds(1));
        assertThatThrownBy(() -> Models.time("yesterday")).hasMessageContaining("yesterday");
    }
}
