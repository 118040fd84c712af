package io.kawara.trainer.labels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kawara.contracts.KnownClasses;
import io.kawara.contracts.Label;
import io.kawara.messaging.Json;
import io.kawara.messaging.Registry;
import io.kawara.trainer.catalogue.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Says before labels are sent whether they would be taken. What the sender fills in later, id, image, person and time, may be left out. */
public final class LabelCheck {
    /**
     * Checks one label, or an array of them.
     *
     * @return the classes that the labels' pipelines know
     * @throws Refusal naming the nearest classes where one is not known
     */
    public static List<String> check(Registry registry, JsonNode body) {
        if (body == null || !(body.isObject() || body.isArray())) {
            throw Refusal.badRequest("a label is an object, several are an array of them");
        }
        var known = new TreeSet<String>();
        for (JsonNode each : body.isArray() ? body : List.of(body)) {
            Label label = label(each);
            var classes = KnownClasses.of(NamedPipeline.of(registry, label.pipeline()), registry::serving);
            known.addAll(classes.classes());
            classes.check(label).ifPresent(refusal -> {
                throw new Refusal(
                        Refusal.Kind.UNPROCESSABLE,
                        refusal.reason(),
                        Map.of("nearest", refusal.nearest(), "known", classes.classes()));
            });
        }
        return List.copyOf(known);
    }

    private static Label label(JsonNode node) {
        if (!node.isObject()) {
            throw Refusal.badRequest("a label is an object: " + node);
        }
        ObjectNode whole = node.deepCopy();
        for (String field : List.of("id", "image", "by", "pipeline")) {
            if (!whole.hasNonNull(field)) {
                whole.put(field, "");
            }
        }
        if (!whole.hasNonNull("at")) {
            whole.put("at", Instant.EPOCH.toString());
        }
        try {
            return Json.mapper().treeToValue(whole, Label.class);
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("not a label: " + e.getOriginalMessage());
        }
    }

    private LabelCheck() {}
}
