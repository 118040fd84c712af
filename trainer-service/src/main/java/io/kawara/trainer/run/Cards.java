package io.kawara.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kawara.serving.Activation;
import io.kawara.serving.ModelCard;
import io.kawara.serving.ModelTask;
import io.kawara.serving.TextInput;
import io.kawara.trainer.recipe.Canonical;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.recipe.StrictYaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes models' cards, and reads from them how they were made. */
public final class Cards {
    static final String THREADS = "threads";
    static final String DATA = "data";
    static final String ROWS_HASH = "rowsHash";

    /** Of a card's provenance: see {@link #snapshot}. */
    public static final String SNAPSHOT = "snapshot";

    private static final String RECIPE = "recipe";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A card for a recipe's model; version 1 until it is published. Holds no time, so that equal trainings give equal files. */
    static ModelCard of(
            Recipe recipe, List<String> labels, TextInput text, double temperature, Map<String, ?> provenance) {
        var made = provenance(recipe, recipe.hash(), recipe.train().seed(), provenance);
        var card = new ModelCard(
                recipe.name(),
                1,
                text == null ? ModelTask.IMAGE_CLASSIFICATION : ModelTask.TEXT_CLASSIFICATION,
                text == null ? recipe.input().card() : null,
                text,
                labels,
                recipe.multiLabel() ? Activation.SIGMOID : Activation.SOFTMAX,
                temperature,
                Map.of(),
                recipe.views(),
                recipe.testTimeAverage(),
                made);
        return recipe.data().crop() == null
                ? card
                : card.withCrop(recipe.data().crop().rule());
    }

    /** How a model was made: by which recipe, whatever kind it is of, and what else is known. */
    static Map<String, Object> provenance(Record recipe, String hash, long seed, Map<String, ?> more) {
        var made = new LinkedHashMap<String, Object>(more);
        made.put(RECIPE, tree(Canonical.json(recipe)));
        made.put("recipeHash", hash);
        made.put("seed", seed);
        return made;
    }

    /** The card with another version. */
    public static ModelCard versioned(ModelCard card, int version) {
        return card.withVersion(version);
    }

    /** The card with what was measured. */
    static ModelCard measured(ModelCard card, Map<String, Double> metrics) {
        var made = new LinkedHashMap<>(card.provenance());
        made.put("metrics", metrics);
        return card.withProvenance(made);
    }

    /** The card with scores that say how often they are right. */
    static ModelCard calibrated(ModelCard card, double temperature, Map<String, Double> thresholds) {
        return card.withCalibration(temperature, thresholds);
    }

    /** What was measured before a model was published. */
    public static Map<String, Double> metrics(ModelCard card) {
        var metrics = new LinkedHashMap<String, Double>();
        if (card.provenance().get("metrics") instanceof Map<?, ?> measured) {
            measured.forEach((name, value) -> metrics.put(String.valueOf(name), ((Number) value).doubleValue()));
        }
        return metrics;
    }

    /** The recipe that a model was trained by, if it was trained here. */
    public static Optional<Recipe> recipe(ModelCard card) {
        var recipe = card.provenance().get(RECIPE);
        return Optional.ofNullable(recipe)
                .map(tree -> StrictYaml.parse(json(tree), "the recipe of " + card.id(), Recipe.class, List.of()));
    }

    /** The hash of the manifest of labels that a model learnt from, where the catalogue made one. */
    public static Optional<String> snapshot(ModelCard card) {
        return Optional.ofNullable(card.provenance().get(SNAPSHOT)).map(String::valueOf);
    }

    private static Map<String, Object> tree(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recipe that is no JSON", e);
        }
    }

    private static String json(Object tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a card that is no JSON", e);
        }
    }

    private Cards() {}
}
