package io.kawara.trainer.pseudo;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An answer, or one character of a page, that may become a pseudo-label.
 *
 * @param part which character of the page; 0 of an image
 * @param group what it belongs to; the empty name where that is nothing
 * @param classes what was answered
 * @param score how sure the answer is, in [0,1]: of several labels that of the least sure one
 * @param gap how far the first logit is above the second
 * @param second the second logit
 * @param saturated whether all members agree, and together leave nothing to the other classes in single precision
 */
record Candidate(
        String image,
        int part,
        String group,
        List<String> classes,
        double score,
        double gap,
        double second,
        boolean saturated) {
    Candidate {
        requireNonNull(image, "image");
        group = group == null ? "" : group;
        classes = List.copyOf(classes);
    }
}
