package io.kawara.trainer.transform;

/** Pixels across and down. */
public record Size(int width, int height) {
    public Size {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture of " + width + " x " + height + " has no pixels");
        }
    }

    int shorter() {
        return Math.min(width, height);
    }
}
