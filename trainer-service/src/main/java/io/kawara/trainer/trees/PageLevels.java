package io.kawara.trainer.trees;

import io.kawara.contracts.CharacterBox;
import io.kawara.pages.CandidateRanking;
import io.kawara.pages.CharacterFilter;
import io.kawara.pages.FilterFeatures;
import io.kawara.pages.PageDecision;
import io.kawara.pages.RankingFeatures;
import io.kawara.pages.ReadPage;
import io.kawara.pages.SecondLevel;
import io.kawara.trainer.pages.PageScore;
import io.kawara.trainer.pages.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Pages as they come out of the vote, out of the second level that did not learn from them, and out of the filter: what each level learns from, and how
 * good it is.
 */
final class PageLevels {
    private final List<LabelledPage> pages;
    private final int[] folds;
    private final VoteChoice vote;
    private final List<ReadPage> fused;

    /** Of each page how it is read anew; empty where the vote decides. */
    private List<SecondLevel> levels = List.of();

    /** @param folds of each page */
    PageLevels(List<LabelledPage> pages, int[] folds, VoteChoice vote) {
        this.pages = pages;
        this.folds = folds;
        this.vote = vote;
        fused = pages.stream()
                .map(page -> page.fused(vote.toRules(), vote.weights()))
                .toList();
    }

    /** What a second level learns from, and the candidates of each page's boxes. */
    record Ranked(Examples examples, List<List<List<String>>> candidates) {}

    /** Every candidate of every box. Where nobody thought of what a box truly is, calling it no character is the lesser mistake. */
    Ranked candidates(RankingFeatures features) {
        var rows = new ArrayList<float[]>();
        var truths = new ArrayList<Boolean>();
        var ofPages = new ArrayList<Integer>();
        var candidates = new ArrayList<List<List<String>>>();
        for (int i = 0; i < pages.size(); i++) {
            var table = features.of(fused.get(i));
            var real = TrueClasses.of(
                    fused.get(i).boxes().stream().map(box -> box.box()).toList(),
                    pages.get(i).truth());
            for (int box = 0; box < real.size(); box++) {
                var codes = table.candidates().get(box);
                String right = codes.contains(real.get(box)) ? real.get(box) : codes.get(codes.size() - 1);
                for (String code : codes) {
                    truths.add(code.equals(right));
                    ofPages.add(i);
                }
            }
            rows.addAll(Arrays.asList(table.rows()));
            candidates.add(table.candidates());
        }
        return new Ranked(examples(features.columns(), rows, truths, ofPages), candidates);
    }

    /** From now on boxes are what the second level makes of them. */
    void rerank(Ranked ranked, double[] probabilities, double falsePositiveBias) {
        levels = new ArrayList<>();
        int at = 0;
        for (var candidates : ranked.candidates()) {
            int rows = candidates.stream().mapToInt(List::size).sum();
            double[] own = Arrays.copyOfRange(probabilities, at, at + rows);
            levels.add(page -> CandidateRanking.choose(page.boxes(), candidates, own, falsePositiveBias));
            at += rows;
        }
    }

    /** What a filter learns from: of every character that is left, whether it found a true one. */
    Examples characters() {
        var rows = new ArrayList<float[]>();
        var truths = new ArrayList<Boolean>();
        var ofPages = new ArrayList<Integer>();
        for (int i = 0; i < pages.size(); i++) {
            var left = beforeFilter(i);
            rows.addAll(Arrays.asList(FilterFeatures.of(left)));
            for (boolean right : PageScore.right(pages.get(i).truth(), characters(left))) {
                truths.add(right);
                ofPages.add(i);
            }
        }
        return examples(FilterFeatures.COLUMNS, rows, truths, ofPages);
    }

    private ReadPage beforeFilter(int page) {
        var seen = new ArrayList<ReadPage>();
        CharacterFilter watching = asked -> {
            seen.add(asked);
            return new double[asked.boxes().size()];
        };
        new PageDecision(vote.toRules(), level(page), Optional.of(watching)).kept(fused.get(page));
        return seen.get(0);
    }

    /** What the pages come to without a filter. */
    Tally score() {
        return score(page -> Optional.empty(), vote.threshold());
    }

    /** What the pages come to with a filter. */
    Tally score(double[] probabilities, double threshold) {
        var from = new int[] {0};
        return score(
                page -> Optional.of(asked -> {
                    int begin = from[0];
                    from[0] += asked.boxes().size();
                    return Arrays.copyOfRange(probabilities, begin, from[0]);
                }),
                threshold);
    }

    private interface Filters {
        Optional<CharacterFilter> of(int page);
    }

    private Tally score(Filters filters, double threshold) {
        var rules = vote.with(vote.falsePositiveBias(), threshold).toRules();
        var sum = Tally.NONE;
        for (int i = 0; i < pages.size(); i++) {
            var decided = new PageDecision(rules, level(i), filters.of(i)).decide(fused.get(i));
            sum = sum.plus(PageScore.of(pages.get(i).truth(), decided), 1);
        }
        return sum;
    }

    private Optional<SecondLevel> level(int page) {
        return levels.isEmpty() ? Optional.empty() : Optional.of(levels.get(page));
    }

    private static List<CharacterBox> characters(ReadPage page) {
        return page.boxes().stream()
                .map(box -> box.box().read(box.code(), box.score()))
                .toList();
    }

    private Examples examples(List<String> columns, List<float[]> rows, List<Boolean> truths, List<Integer> ofPages) {
        var right = new boolean[rows.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = truths.get(i);
        }
        return new Examples(
                columns,
                rows.toArray(float[][]::new),
                right,
                ofPages.stream().mapToInt(page -> folds[page]).toArray());
    }
}
