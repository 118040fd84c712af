package io.kawara.trainer.torch;

import java.util.List;

/**
 * Weights that are moved alike.
 *
 * @param names of the weights
 * @param rate their share of the learning rate
 * @param decay the amount of their decay
 */
public record Group(List<String> names, double rate, double decay) {
    public Group {
        names = List.copyOf(names);
    }
}
