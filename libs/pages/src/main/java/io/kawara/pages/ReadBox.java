package io.kawara.pages;

import static java.util.Objects.requireNonNull;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A box of a page and what its readers say together.
 *
 * @param box where it is, in pixels of the original image; its score is the detector's
 * @param code the most probable one, which may be {@link PageRules#FALSE_POSITIVE}
 * @param score how probable that is, in [0,1]
 * @param alternatives what else may stand there, best first
 * @param opinions what each reader says of this box, by model in the order of the pipeline's members
 */
public record ReadBox(
        CharacterBox box,
        String code,
        double score,
        List<CharacterBox.Alternative> alternatives,
        Map<String, Candidates.Box> opinions) {
    public ReadBox {
        requireNonNull(box, "box");
        requireNonNull(code, "code");
        alternatives = List.copyOf(alternatives);
        opinions = Collections.unmodifiableMap(new LinkedHashMap<>(opinions));
    }

    /** The same box and opinions, decided otherwise. */
    public ReadBox as(String otherCode, double otherScore, List<CharacterBox.Alternative> others) {
        return new ReadBox(box, otherCode, otherScore, others, opinions);
    }

    public boolean isFalsePositive() {
        return code.equals(PageRules.FALSE_POSITIVE);
    }

    /** Where it is, with the detector's score. */
    public Box found() {
        return Box.of(box);
    }

    /** Where it is, with the score of what is read there. */
    public Box read() {
        return Box.of(box).withScore(score);
    }
}
