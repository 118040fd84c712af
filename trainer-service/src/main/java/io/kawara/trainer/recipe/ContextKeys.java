package io.kawara.trainer.recipe;

import io.kawara.serving.ContextInput;
import java.util.List;

/**
 * How a page comes to a classifier that sees its boxes together, in the services as where it is measured.
 *
 * @param longSides pixels of the page's longer side; the logits are averaged over them. In training a page is about {@code 3072 * crops.height / 933} long
 * @param channels 3 (RGB) or 1 (grey)
 */
public record ContextKeys(
        List<Integer> longSides, @Default("3") int channels) {
    public ContextKeys {
        longSides = new ContextInput(longSides, channels).longSides();
    }

    public ContextInput card() {
        return new ContextInput(longSides, channels);
    }
}
