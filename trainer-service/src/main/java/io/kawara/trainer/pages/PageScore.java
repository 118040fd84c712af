package io.kawara.trainer.pages;

import io.kawara.contracts.CharacterBox;
import io.kawara.pages.Page;
import java.util.List;

/**
 * The Kuzushiji competition's measure of a page: true boxes in the order of the file, each found by the first prediction of the list that has its code,
 * lies strictly within it and was not used yet. F1 comes from the sums over all pages (micro F1).
 */
public final class PageScore {
    public static Tally of(List<CharacterBox> truth, List<CharacterBox> predictions) {
        int found = 0;
        for (boolean right : right(truth, predictions)) {
            found += right ? 1 : 0;
        }
        return new Tally(found, predictions.size() - found, truth.size() - found);
    }

    /** Of each prediction whether it found a true box. */
    public static boolean[] right(List<CharacterBox> truth, List<CharacterBox> predictions) {
        var used = new boolean[predictions.size()];
        for (CharacterBox box : truth) {
            for (int i = 0; i < used.length; i++) {
                if (!used[i] && within(predictions.get(i), box)) {
                    used[i] = true;
                    break;
                }
            }
        }
        return used;
    }

    private static boolean within(CharacterBox prediction, CharacterBox box) {
        int x = Page.centreX(prediction);
        int y = Page.centreY(prediction);
        return box.x() < x
                && x < box.x() + box.w()
                && box.y() < y
                && y < box.y() + box.h()
                && box.code().equals(prediction.code());
    }

    private PageScore() {}
}
