package io.kawara.trainer.detect;

import io.kawara.pages.Page;
import io.kawara.trainer.pages.PageScore;
import io.kawara.trainer.pages.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From which score on a detector's boxes are taken for characters. */
public final class LeastScore {
    /** With which a detector has to look for a choice to be there. */
    public static final double FLOOR = 0.1;

    private static final double MOST = 0.8;
    private static final double STEP = 0.01;

    private LeastScore() {}

    /**
     * The least score with the best F1 by middles; of equal ones the lowest.
     *
     * @param found the pages in any order, with what was found from {@link #FLOOR} on
     */
    public static double best(List<LabelledPage> truth, List<Page> found) {
        Map<String, Page> byId = new HashMap<>();
        found.forEach(page -> byId.put(page.id(), page));
        double best = FLOOR;
        double reached = -1;
        for (int step = 0; FLOOR + step * STEP <= MOST; step++) {
            double least = Math.rint((FLOOR + step * STEP) * 1e4) / 1e4;
            var sum = Tally.NONE;
            for (var page : truth) {
                var predicted = from(byId.get(page.page().id()), least);
                sum = sum.plus(PageScore.of(Found.unread(page.page()).characters(), predicted.characters()), 1);
            }
            if (sum.f1() > reached) {
                reached = sum.f1();
                best = least;
            }
        }
        return best;
    }

    /** A page with its boxes of this score and more. */
    public static Page from(Page page, double least) {
        return new Page(
                page.id(),
                page.group(),
                page.characters().stream().filter(box -> box.score() >= least).toList());
    }

    /**
     * What was found of each fold, from the score on that is best for the other folds: nothing of a fold says what of it counts.
     *
     * @param folds the true pages of each
     * @param found what was found on them, from {@link #FLOOR} on
     */
    public static List<Page> acrossFolds(List<List<LabelledPage>> folds, List<List<Page>> found) {
        var kept = new ArrayList<Page>();
        for (int fold = 0; fold < folds.size(); fold++) {
            var othersTruth = new ArrayList<LabelledPage>();
            var others = new ArrayList<Page>();
            for (int other = 0; other < folds.size(); other++) {
                if (other != fold) {
                    othersTruth.addAll(folds.get(other));
                    others.addAll(found.get(other));
                }
            }
            double least = best(othersTruth, others);
            found.get(fold).forEach(page -> kept.add(from(page, least)));
        }
        return kept;
    }
}
