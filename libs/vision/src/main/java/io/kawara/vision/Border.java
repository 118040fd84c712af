package io.kawara.vision;

/** What lies beyond a picture's edge. */
public enum Border {
    WHITE,
    BLACK,
    /** The pixels at the edge, again and again. */
    REPLICATE,
    /** The picture, mirrored. */
    REFLECT
}
