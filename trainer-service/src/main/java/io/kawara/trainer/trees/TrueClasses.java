package io.kawara.trainer.trees;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageRules;
import java.util.List;

/**
 * What boxes that were found truly are: each the true box that it overlaps most (lopuhin, 2019), {@link PageRules#FALSE_POSITIVE} where that is less than
 * half. Two boxes may be the same character.
 */
final class TrueClasses {
    private static final double HALF = 0.5;

    static List<String> of(List<CharacterBox> found, List<CharacterBox> truth) {
        return found.stream().map(box -> of(box, truth)).toList();
    }

    private static String of(CharacterBox box, List<CharacterBox> truth) {
        CharacterBox best = null;
        double most = 0;
        for (CharacterBox real : truth) {
            double overlap = overlap(box, real);
            if (overlap >= HALF && overlap > most) {
                best = real;
                most = overlap;
            }
        }
        return best == null ? PageRules.FALSE_POSITIVE : best.code();
    }

    /** Intersection over union, sides counted as pixels that belong to a box: one from 0 to 10 is 11 wide. */
    static double overlap(CharacterBox a, CharacterBox b) {
        double wide = Math.min(a.x() + a.w(), b.x() + b.w()) - Math.max(a.x(), b.x()) + 1.0;
        double high = Math.min(a.y() + a.h(), b.y() + b.h()) - Math.max(a.y(), b.y()) + 1.0;
        if (wide <= 0 || high <= 0) {
            return 0;
        }
        double shared = wide * high;
        return shared / ((a.w() + 1.0) * (a.h() + 1.0) + (b.w() + 1.0) * (b.h() + 1.0) - shared);
    }

    private TrueClasses() {}
}
