package io.kawara.trainer.snapshot;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Label.Kind;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One image of a snapshot and what is said of it.
 *
 * @param image its id
 * @param sha256 of its file
 * @param phash its perceptual hash, null where it has none
 * @param group what it belongs to; null where it stands alone
 * @param kind who says so
 * @param golden whether it is only measured on
 * @param labels one of a single-label pipeline, any number of a multi-label one
 * @param distribution of a soft pseudo-label, probabilities by label
 * @param characters of a page
 * @param weight how much it counts in training
 * @param label the id of the label that says so
 * @param models who made a pseudo-label, each {@code NAME@VERSION}
 * @param seen SHA-256 of what came with it and was answered, see {@link Seen}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
    "image",
    "sha256",
    "phash",
    "group",
    "kind",
    "golden",
    "labels",
    "distribution",
    "characters",
    "weight",
    "label",
    "models",
    "seen"
})
public record Entry(
        String image,
        String sha256,
        Long phash,
        String group,
        Kind kind,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean golden,
        List<String> labels,
        SortedMap<String, Double> distribution,
        List<CharacterBox> characters,
        double weight,
        String label,
        List<String> models,
        String seen) {
    public Entry {
        requireNonNull(image, "image");
        requireNonNull(sha256, "sha256");
        requireNonNull(kind, "kind");
        requireNonNull(label, "label");
        labels = labels == null ? List.of() : List.copyOf(labels);
        distribution = distribution == null ? new TreeMap<>() : new TreeMap<>(distribution);
        characters = characters == null ? List.of() : List.copyOf(characters);
        models = models == null ? List.of() : List.copyOf(models);
    }

    /** By what a recipe's row of it is named: a model's row may have a person's beside it in another set. */
    public String row() {
        return kind == Kind.PSEUDO ? "pseudo/" + image : image;
    }
}
