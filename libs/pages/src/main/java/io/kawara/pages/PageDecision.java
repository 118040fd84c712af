package io.kawara.pages;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.CharacterBox.Alternative;
import io.kawara.contracts.PageRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which of a page's boxes are characters, and which characters.
 *
 * <p>Votes &rarr; second level &rarr; boxes that are none go &rarr; of those that overlap the more probable stays &rarr; filter. What is not there is left
 * out. Without a filter or a second level, a box needs the detector's score.
 */
public final class PageDecision {
    /** How many alternatives are told of a character at most. */
    private static final int ALTERNATIVES = 4;

    private static final double WORTH_TELLING = 0.001;

    private final PageRules rules;
    private final Optional<SecondLevel> secondLevel;
    private final Optional<CharacterFilter> filter;

    public PageDecision(PageRules rules, Optional<SecondLevel> secondLevel, Optional<CharacterFilter> filter) {
        this.rules = rules;
        this.secondLevel = secondLevel;
        this.filter = filter;
    }

    /** The characters of a page in any order, each with what else it may be. */
    public List<CharacterBox> decide(ReadPage page) {
        return kept(page).stream().map(PageDecision::character).toList();
    }

    /** The boxes of a page that are characters. */
    public List<ReadBox> kept(ReadPage page) {
        var boxes = secondLevel.map(level -> level.reread(page)).orElse(page.boxes()).stream()
                .filter(box -> !box.isFalsePositive())
                .filter(box -> secondLevel.isPresent() || filter.isPresent() || isFound(box))
                .toList();
        var apart = Suppression.greedy(boxes.stream().map(ReadBox::read).toList(), rules.suppressFrom()).stream()
                .map(boxes::get)
                .toList();
        return filter.map(judge -> filtered(page.with(apart), judge)).orElse(apart);
    }

    private List<ReadBox> filtered(ReadPage page, CharacterFilter judge) {
        var probabilities = judge.probabilities(page);
        return IntStream.range(0, probabilities.length)
                .filter(i -> probabilities[i] >= rules.threshold())
                .mapToObj(i -> page.boxes().get(i))
                .toList();
    }

    private boolean isFound(ReadBox box) {
        return box.box().score() >= rules.threshold();
    }

    private static CharacterBox character(ReadBox read) {
        if (read.code().isEmpty()) {
            return read.box();
        }
        var others = new ArrayList<Alternative>();
        for (var other : read.alternatives()) {
            if (others.size() < ALTERNATIVES
                    && other.score() >= WORTH_TELLING
                    && !other.code().equals(PageRules.FALSE_POSITIVE)) {
                others.add(new Alternative(other.code(), rounded(other.score())));
            }
        }
        return read.box().read(read.code(), rounded(read.score()), others);
    }

    /** A page has thousands of scores: what is not to be told is not to be sent. */
    private static double rounded(double score) {
        return Math.rint(score * 1e4) / 1e4;
    }
}
