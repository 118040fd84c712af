package io.kawara.trainer.transform;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kawara.trainer.recipe.StrictYaml;

/** One change of training data, as a recipe's {@code augment.steps} names it by {@code kind}. */
public sealed interface Step permits PictureStep, BatchStep, TextStep {
    /** How a recipe names it. */
    @JsonProperty("kind")
    default String kind() {
        return StrictYaml.kind(getClass());
    }

    /** How often it is applied, in [0,1]. */
    double probability();
}
