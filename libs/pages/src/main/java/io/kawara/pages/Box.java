package io.kawara.pages;

import io.kawara.contracts.CharacterBox;

/** A box with a score in [0,1]; pixels, not rounded, the right and lower side exclusive. */
public record Box(double left, double top, double right, double bottom, double score) {
    public static Box of(CharacterBox box) {
        return new Box(box.x(), box.y(), (double) box.x() + box.w(), (double) box.y() + box.h(), box.score());
    }

    /** The box as a character that is found and not read: whole pixels, at least one a side, and none beyond those that this box touches. */
    public CharacterBox found() {
        int x = (int) Math.min(Math.rint(left), Math.ceil(right) - 1);
        int y = (int) Math.min(Math.rint(top), Math.ceil(bottom) - 1);
        int w = (int) Math.max(1, Math.rint(right) - x);
        int h = (int) Math.max(1, Math.rint(bottom) - y);
        return CharacterBox.found(
                Math.rint(score * 1e6) / 1e6, x, y, w, h); // a page has thousands: shorter on the wire
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
