package io.kawara.pages;

/** Tells characters from what only looks like one, by the whole page. The same page gives the same answer. */
public interface CharacterFilter {
    /** How probable it is of each box of the page that what is read there is right, in [0,1]. */
    double[] probabilities(ReadPage page);
}
