package io.kawara.trainer.transform;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.kawara.trainer.recipe.StrictYaml;

/** One change of training data, as a recipe's {@code augment.steps} names it by {@code kind}. */
@JsonPropertyOrder("kind")
public sealed interface Step permits PictureStep, BatchStep, TextStep {
    /** How a recipe names it. */
    @JsonProperty("kind")
    default String kind() {
        return StrictYaml.kind(getClass());
    }

    /** How often it is applied, in [0,1]. */
    double probability();
}
