package io.kawara.pages;

import io.kawara.contracts.CharacterBox;
import java.util.List;

/** How the lines of a page run. */
public enum Layout {
    /** Top to bottom, the lines right to left. */
    VERTICAL,
    /** Left to right, the lines top to bottom. */
    HORIZONTAL,
    /** Whichever of the two the boxes look like. */
    AUTO;

    private static final double LONG = 1.5;

    /**
     * Boxes of words are long along the line. Characters stand closer to the next one of their line than to the next line: the votes of all boxes are
     * counted, and a tie is vertical.
     */
    public Layout of(List<CharacterBox> boxes) {
        if (this != AUTO) {
            return this;
        }
        double ratio = Placed.median(boxes, box -> box.w() / Math.max(1.0, box.h()));
        if (ratio > LONG || ratio < 1 / LONG) {
            return ratio > LONG ? HORIZONTAL : VERTICAL;
        }
        double[] down = new Neighbours(Placed.on(boxes, VERTICAL)).gaps();
        double[] aside = new Neighbours(Placed.on(boxes, HORIZONTAL)).gaps();
        int votes = 0;
        int ofEdges =
                0; // boxes with one neighbour are asked where the others are of two minds, as on a page of one line
        for (int i = 0; i < down.length; i++) {
            int vote = Double.compare(Math.max(0, aside[i]), Math.max(0, down[i]));
            if (Double.isFinite(aside[i]) && Double.isFinite(down[i])) {
                votes += vote;
            } else {
                ofEdges += vote;
            }
        }
        return (votes == 0 ? ofEdges : votes) < 0 ? HORIZONTAL : VERTICAL;
    }
}
