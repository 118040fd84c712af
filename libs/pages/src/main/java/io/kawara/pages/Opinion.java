package io.kawara.pages;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox.Alternative;
import io.kawara.contracts.PageRules;
import java.util.Comparator;

/**
 * What one classifier says of one box.
 *
 * @param classes how many it knows
 * @param knowsFalsePositives whether {@link PageRules#FALSE_POSITIVE} is one of them: where it is not, silence about it means nothing
 */
record Opinion(Candidates.Box box, double weight, int classes, boolean knowsFalsePositives) {
    /** Most probable first; equals by their code, so that an answer never depends on the order in which models are asked. */
    static final Comparator<Alternative> BEST_FIRST =
            Comparator.comparingDouble(Alternative::score).reversed().thenComparing(Alternative::code);

    static boolean isFalsePositive(String code) {
        return code.equals(PageRules.FALSE_POSITIVE);
    }
}
