package io.kawara.vision;

/** How a picture is brought to a size of another shape. */
public enum Resize {
    /** Each side for itself: the picture is distorted. */
    STRETCH,
    /** The whole picture, centred, with white beside it. */
    FIT,
    /** As much of the picture's middle as fills the size. */
    CROP
}
