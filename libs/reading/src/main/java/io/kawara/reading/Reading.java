package io.kawara.reading;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.serving.ModelCard;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model reads on a page.
 *
 * @param characters the boxes in their order, each with its best code and that one's probability
 * @param candidates what else each may be
 */
public record Reading(List<CharacterBox> characters, Candidates candidates) {
    public Reading {
        characters = List.copyOf(characters);
    }

    /**
     * What stands in boxes.
     *
     * @param candidates of each box, in the boxes' order
     */
    public static Reading of(ModelCard card, List<CharacterBox> boxes, List<Candidates.Box> candidates) {
        var characters = new ArrayList<CharacterBox>(boxes.size());
        for (int i = 0; i < boxes.size(); i++) {
            var best = candidates.get(i).logarithms().entrySet().iterator().next();
            characters.add(boxes.get(i).read(best.getKey(), Math.exp(best.getValue())));
        }
        return new Reading(characters, Candidates.of(card.labels().size(), candidates));
    }
}
