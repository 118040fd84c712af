package io.kawara.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class WireTest {
    @Test
    void readsFieldsInTheirOrder() {
        assertThat(Wire.fields(text("{\"title\":\"Blue shirt\",\"brand\":\"Nike\",\"sizes\":[1,2]}")))
                .containsExactly(
                        java.util.Map.entry("title", "Blue shirt"),
                        java.util.Map.entry("brand", "Nike"),
                        java.util.Map.entry("sizes", "[1,2]"));
    }

    @Test
    void takesPlainWordsAsOneField() {
        assertThat(Wire.fields(text("Blue shirt {1}"))).containsExactly(java.util.Map.entry("text", "Blue shirt {1}"));
    }

    @Test
    void usesTheDefaultPipelineWhereNoneIsNamed() {
        assertThat(Wire.pipeline(new RecordHeaders())).isEqualTo("default");
    }

    private static RecordHeaders text(String text) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(Headers.TEXT, text.getBytes(UTF_8));
        return headers;
    }
}
