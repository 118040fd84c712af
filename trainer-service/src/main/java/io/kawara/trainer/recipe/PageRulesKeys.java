package io.kawara.trainer.recipe;

import io.kawara.contracts.PageRules;

/**
 * How what is found and read on a page becomes its characters.
 *
 * @param detectors what becomes of the boxes of several detectors: they are averaged, of those that overlap the best is read, or all are read
 * @param fuseFrom overlap from which boxes of several detectors are one, in (0,1]
 * @param vote how several classifiers agree: by the weighted sum of their logits, or each has one vote
 * @param suppressFrom overlap from which only the more probable of two characters stays, in (0,1]
 * @param falsePositiveBias added to the logarithm of the probability that there is no character, where a classifier knows the class {@code seg_fp}
 * @param threshold how probable a character must be, in [0,1]: by the filter, and without one by the detector
 */
public record PageRulesKeys(
        @Default("fuse") PageRules.Detectors detectors,
        @Default("0.5") double fuseFrom,
        @Default("soft") PageRules.CharacterVote vote,
        @Default("0.3") double suppressFrom,
        @Default("0") double falsePositiveBias,
        @Default("0.5") double threshold) {
    public PageRulesKeys {
        contract(
                detectors, fuseFrom, vote, suppressFrom, falsePositiveBias, threshold); // refuses what a pipeline would
    }

    public PageRules contract() {
        return contract(detectors, fuseFrom, vote, suppressFrom, falsePositiveBias, threshold);
    }

    private static PageRules contract(
            PageRules.Detectors detectors,
            double fuseFrom,
            PageRules.CharacterVote vote,
            double suppressFrom,
            double falsePositiveBias,
            double threshold) {
        return new PageRules(detectors, fuseFrom, vote, suppressFrom, falsePositiveBias, threshold);
    }
}
