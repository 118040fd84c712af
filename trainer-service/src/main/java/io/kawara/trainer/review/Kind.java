package io.kawara.trainer.review;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an image teaches, and which share of what is looked at is chosen for it. The shares together are 1. */
public enum Kind {
    /** Its first classes are hardly apart (margin: Scheffer et al. 2001), or many are likely (entropy: Shannon 1948). */
    UNCERTAIN(0.35),
    /** Two models say different things of it, such as picture and text (query by committee: Seung et al. 1992). */
    DISAGREEMENT(0.15),
    /** It is like nothing that is labelled (core-set: Sener and Savarese 2018). */
    FAR(0.15),
    /** No class is likely: it may be of one that is not known. */
    NEW_CLASS(0.1),
    /** It is answered with a class that has become more frequent. */
    DRIFT(0.05),
    /** Drawn by lot: only by these can it be said how good all answers are. */
    RANDOM(0.2);

    private final double share;

    Kind(double share) {
        this.share = share;
    }

    double share() {
        return share;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
