package io.kawara.gateway.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.kawara.contracts.Result;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;

/**
 * A result, and the very JSON it came as.
 *
 * <p>Callers are given that JSON: a field that this gateway is too old to know still reaches them.
 */
public record Answer(Result result, @JsonValue @JsonRawValue String json) implements Reply {
    public static Answer read(byte[] value) throws InvalidMessage {
        return new Answer(Json.read(value, Result.class), new String(value, UTF_8));
    }
}
