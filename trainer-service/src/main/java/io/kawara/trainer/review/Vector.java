package io.kawara.trainer.review;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.kawara.messaging.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Where an answer stands among others: its embedding where it has one. Otherwise its scores, which are the last layer's view of the image and put alike
 * images near each other; of a page how often it has each character.
 */
final class Vector {
    private final Map<String, Double> of;
    private final double length;

    private Vector(Map<String, Double> of) {
        this.of = of;
        this.length = Math.sqrt(
                of.values().stream().mapToDouble(value -> value * value).sum());
    }

    /** Reads no more of an answer than it needs: hundreds are read to choose one. */
    static Vector of(String answer) {
        Map<String, Double> scores = new HashMap<>();
        Map<String, Double> embedding = new HashMap<>();
        try (JsonParser json = Json.mapper().getFactory().createParser(answer)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "scores" -> scores(json, scores);
                    case "characters" -> characters(json, scores);
                    case "embedding" -> embedding(json, embedding);
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the catalogue holds an answer that is none: " + e.getMessage(), e);
        }
        return new Vector(embedding.isEmpty() ? scores : embedding);
    }

    private static void scores(JsonParser json, Map<String, Double> scores) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String label = "";
            double score = 0;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean named = json.currentName().equals("label");
                json.nextToken();
                if (named) {
                    label = json.getText();
                } else {
                    score = json.getDoubleValue();
                }
            }
            scores.put(label, score);
        }
    }

    private static void characters(JsonParser json, Map<String, Double> counts) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean code = json.currentName().equals("code");
                json.nextToken();
                if (code) {
                    counts.merge(json.getText(), 1.0, Double::sum);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private static void embedding(JsonParser json, Map<String, Double> embedding) throws IOException {
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            embedding.put(Integer.toString(i), json.getDoubleValue());
        }
    }

    /** 1 less the cosine, in [0,2]; 1 where one of them is nowhere. */
    double distance(Vector other) {
        if (length == 0 || other.length == 0) {
            return 1;
        }
        var fewer = of.size() <= other.of.size() ? this : other;
        var more = fewer == this ? other : this;
        double product = 0;
        for (var value : fewer.of.entrySet()) {
            product += value.getValue() * more.of.getOrDefault(value.getKey(), 0.0);
        }
        return 1 - product / length / other.length;
    }
}
