package io.kawara.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Messages as UTF-8 JSON: unknown fields are ignored, times are RFC 3339. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The mapper itself, for whoever reads trees; not to be configured further. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    public static byte[] write(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + message.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /** Reads a message, or says why these bytes are none. */
    public static <T> T read(byte[] bytes, Class<T> type) throws InvalidMessage {
        if (bytes == null) {
            throw new InvalidMessage("not a " + type.getSimpleName() + ": no value");
        }
        try {
            T message = MAPPER.readValue(bytes, type);
            if (message == null) {
                throw new InvalidMessage("not a " + type.getSimpleName() + ": null");
            }
            return message;
        } catch (InvalidMessage e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new InvalidMessage("not a " + type.getSimpleName() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidMessage("not a " + type.getSimpleName() + ": " + e.getMessage());
        }
    }

    private Json() {}
}
