package io.kawara.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kawara.messaging.Json;

/** A message as a person reads it: a page's characters by their first few, and their packed candidates by what they are. */
final class Shortened {
    private static final int CHARACTERS = 5;

    /** The same message with less in it. */
    static JsonNode of(JsonNode message) {
        var shorter = message.deepCopy();
        if (shorter instanceof ObjectNode fields) {
            if (fields.get("characters") instanceof ArrayNode characters) {
                fields.set("characters", first(characters));
            }
            if (fields.get("candidates") instanceof ObjectNode candidates) {
                fields.put(
                        "candidates",
                        candidates.path("codes").size() + " of "
                                + candidates.path("classes").asInt() + " classes, packed in "
                                + candidates.path("packed").asText().length() + " bytes");
            }
        }
        return shorter;
    }

    /** The first characters of a list, and how many there are more. */
    static JsonNode first(JsonNode characters) {
        if (characters.size() <= CHARACTERS) {
            return characters;
        }
        var some = Json.mapper().createArrayNode();
        for (int i = 0; i < CHARACTERS; i++) {
            some.add(characters.get(i));
        }
        return some.add("and " + (characters.size() - CHARACTERS) + " more");
    }

    private Shortened() {}
}
