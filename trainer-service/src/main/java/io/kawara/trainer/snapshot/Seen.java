package io.kawara.trainer.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.contracts.Result;
import io.kawara.contracts.TextLine;
import io.kawara.messaging.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came with an image, and what it was answered. A manifest names it by its hash alone: manifests are kept for ever, words may have to be forgotten.
 *
 * @param fields the item's own words, in the order in which they came
 * @param lines what was read in the picture
 * @param scores what the pipeline answered, by label: a teacher's words
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Seen(String image, Map<String, String> fields, List<TextLine> lines, Map<String, Double> scores) {
    public Seen {
        fields = fields == null ? Map.of() : new LinkedHashMap<>(fields);
        lines = lines == null ? List.of() : List.copyOf(lines);
        scores = scores == null ? new TreeMap<>() : new TreeMap<>(scores);
    }

    /** @param answer null where there is none */
    static Seen of(String image, Map<String, String> fields, Result answer) {
        var scores = new TreeMap<String, Double>();
        if (answer != null) {
            answer.scores().forEach(scored -> scores.put(scored.label(), scored.score()));
        }
        return new Seen(image, fields, answer == null ? null : answer.lines(), scores);
    }

    /** SHA-256 of all of it. */
    public String hash() {
        return Manifest.sha256(Json.write(this));
    }
}
