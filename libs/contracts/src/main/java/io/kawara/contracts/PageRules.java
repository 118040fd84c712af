package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How what is found and read on a page becomes its characters. Whatever is left out has a default.
 *
 * @param detectors what becomes of the boxes of several detectors: 'fuse' where left out
 * @param fuseFrom intersection over union from which boxes of several detectors are one, in (0,1]; 0.5
 * @param vote how several classifiers agree on a character; 'soft' where left out
 * @param suppressFrom intersection over union from which only the more probable of two characters stays, in (0,1]; 0.3
 * @param falsePositiveBias added to the logarithm of the probability of {@link #FALSE_POSITIVE}, where a classifier knows that class; 0
 * @param threshold the least probability of being a true character that a character keeps its place with, in [0,1]; 0.5. By the models of the
 *     {@link Stage#FUSION}, and without one by the detector's score
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PageRules(
        Detectors detectors,
        Double fuseFrom,
        CharacterVote vote,
        Double suppressFrom,
        Double falsePositiveBias,
        Double threshold) {
    /** The class of a box in which there is no character. */
    public static final String FALSE_POSITIVE = "seg_fp";

    /** What becomes of the boxes of several detectors. */
    public enum Detectors {
        /** Boxes that overlap are averaged by their scores (weighted boxes fusion, Solovyev et al. 2021) before they are read. */
        @JsonProperty("fuse")
        FUSE,
        /** Of boxes that overlap, the one with the greatest score is read. */
        @JsonProperty("suppress")
        SUPPRESS,
        /** All are read; which of them stays is decided by what is read in them. */
        @JsonProperty("all")
        ALL
    }

    /** How several classifiers agree on a character. */
    public enum CharacterVote {
        /** By the weighted sum of their logits. */
        @JsonProperty("soft")
        SOFT,
        /** By the number of classifiers that put it first; among equals, by the greatest probability that one of them gave it. */
        @JsonProperty("hard")
        HARD
    }

    public PageRules {
        detectors = detectors == null ? Detectors.FUSE : detectors;
        vote = vote == null ? CharacterVote.SOFT : vote;
        fuseFrom = share("fuseFrom", fuseFrom, 0.5);
        suppressFrom = share("suppressFrom", suppressFrom, 0.3);
        falsePositiveBias = falsePositiveBias == null ? 0 : falsePositiveBias;
        threshold = threshold == null ? 0.5 : threshold;
        if (!Double.isFinite(falsePositiveBias)) {
            throw new IllegalArgumentException("'falsePositiveBias' is a number: " + falsePositiveBias);
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("'threshold' of a page is in [0,1]: " + threshold);
        }
    }

    private static double share(String name, Double value, double otherwise) {
        double share = value == null ? otherwise : value;
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("'" + name + "' is an overlap in (0,1]: " + share);
        }
        return share;
    }

    /** Those of a pipeline that says nothing about pages. */
    public static PageRules defaults() {
        return new PageRules(null, null, null, null, null, null);
    }
}
