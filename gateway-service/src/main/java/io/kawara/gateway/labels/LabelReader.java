package io.kawara.gateway.labels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.kawara.gateway.intake.Refusal;
import io.kawara.messaging.Json;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads a request's body: one label or a list of them. Safe for many threads. */
final class LabelReader {
    /** More than this at once are sent in several requests. */
    private static final int MOST = 1000;

    private final ObjectReader json = Json.mapper()
            .readerFor(new TypeReference<List<GivenLabel>>() {})
            .with(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Throws a {@link Refusal} that says what is wrong with the body, and where. */
    List<GivenLabel> read(byte[] body) {
        if (body == null || body.length == 0) {
            throw Refusal.badRequest(
                    "The request has no body: send a label such as {\"image\": \"3-1042\", \"pipeline\":"
                            + " \"default\", \"labels\": [\"slip\"]}, or a list of them");
        }
        List<GivenLabel> labels = parse(body);
        if (labels == null || labels.isEmpty() || labels.stream().anyMatch(Objects::isNull)) {
            throw Refusal.badRequest("The body is a label or a list of labels, none of them null");
        }
        if (labels.size() > MOST) {
            throw Refusal.of(
                    Refusal.Kind.TOO_LARGE,
                    "At most " + MOST + " labels are taken at once: these are " + labels.size());
        }
        return labels;
    }

    private List<GivenLabel> parse(byte[] body) {
        try {
            return json.readValue(body);
        } catch (UnrecognizedPropertyException e) {
            throw Refusal.badRequest("A label has no member '" + e.getPropertyName() + "': it has "
                    + Arrays.stream(GivenLabel.class.getRecordComponents())
                            .map(component -> component.getName())
                            .reduce((a, b) -> a + ", " + b)
                            .orElseThrow());
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof JsonProcessingException cause) { // found broken within a label
                throw broken(cause);
            }
            throw Refusal.badRequest("A label is not as it should be: " + e.getOriginalMessage() + place(e));
        } catch (JsonProcessingException e) {
            throw broken(e);
        } catch (IOException e) {
            throw Refusal.badRequest("The body cannot be read: " + e.getMessage());
        }
    }

    private static Refusal broken(JsonProcessingException e) {
        return Refusal.badRequest("The body is no JSON: " + e.getOriginalMessage()
                + (e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr()));
    }

    private static String place(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .reduce((a, b) -> a + "." + b)
                .orElse("");
        return path.isEmpty() ? "" : " at " + path;
    }
}
