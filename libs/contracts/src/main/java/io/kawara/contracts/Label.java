package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Somebody, or a model, says what an image is: a record of {@code labels} of the type {@link #TYPE}, under the label's id. A later one of the same
 * annotator supersedes the former; all are kept.
 *
 * @param id of this label; the same id again is the same label
 * @param image the image's id, as its answer has it
 * @param by who says so: a person, or for {@link Kind#PSEUDO} the policy
 * @param source by which way it came, e.g. {@code review}, {@code api}, {@code import:FILE}, {@code pseudo}
 * @param labels one of a single-label pipeline, any number of a multi-label one
 * @param distribution of a soft pseudo-label: probabilities by label
 * @param characters of a page: all its characters in reading order, pixels of the original image
 * @param weight how much it counts in training where a person's counts 1; 1 where it is left out
 * @param models who made a pseudo-label, each {@code NAME@VERSION}
 * @param golden whether the image is held out for ever to measure by, and all of its group with it
 * @param withdraws the id of a label that this one takes back; nothing else is said then
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Label(
        String id,
        String image,
        String pipeline,
        Kind kind,
        String by,
        String source,
        Instant at,
        List<String> labels,
        Map<String, Double> distribution,
        List<CharacterBox> characters,
        Double weight,
        List<String> models,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean golden,
        String withdraws) {
    public static final String TYPE = "io.kawara.label.given";

    /** Who labels. */
    public enum Kind {
        @JsonProperty("human")
        HUMAN,
        @JsonProperty("pseudo")
        PSEUDO
    }

    public Label {
        requireNonNull(id, "id");
        requireNonNull(image, "image");
        requireNonNull(pipeline, "pipeline");
        requireNonNull(by, "by");
        requireNonNull(at, "at");
        kind = kind == null ? Kind.HUMAN : kind;
        source = source == null ? "api" : source;
        labels = labels == null ? List.of() : List.copyOf(labels);
        distribution = distribution == null ? Map.of() : Map.copyOf(distribution);
        characters = characters == null ? List.of() : List.copyOf(characters);
        weight = weight == null ? 1 : weight;
        models = models == null ? List.of() : List.copyOf(models);
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight of label " + id + " is in (0,1]: " + weight);
        }
        if (kind == Kind.PSEUDO && golden) {
            throw new IllegalArgumentException("label " + id + " is a model's: nothing is measured by it");
        }
        if (kind == Kind.PSEUDO && withdraws == null && models.isEmpty()) {
            throw new IllegalArgumentException("label " + id + " is a model's and does not say which");
        }
    }
}
