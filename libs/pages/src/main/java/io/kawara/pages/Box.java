package io.kawara.pages;

import io.kawara.contracts.CharacterBox;

/** A box with a score in [0,1]; pixels, not rounded, the right and lower side exclusive. */
public record Box(double left, double top, double right, double bottom, double score) {
    public static Box of(CharacterBox box) {
        return new Box(box.x(), box.y(), (double) box.x() + box.w(), (double) box.y() + box.h(), box.score());
    }

    public double width() {
        return right - left;
    }

    public double height() {
        return bottom - top;
    }

    public double area() {
        return Math.max(0, width()) * Math.max(0, height());
    }

    /** The area that two boxes share. */
    public double intersection(Box other) {
        double wide = Math.min(right, other.right) - Math.max(left, other.left);
        double high = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        return wide > 0 && high > 0 ? wide * high : 0;
    }

    /** Intersection over union, in [0,1]; 0 where neither has an area. */
    public double iou(Box other) {
        double shared = intersection(other);
        return shared == 0 ? 0 : shared / (area() + other.area() - shared);
    }

    public Box withScore(double other) {
        return new Box(left, top, right, bottom, other);
    }
}
