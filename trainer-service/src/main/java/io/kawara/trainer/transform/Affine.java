package io.kawara.trainer.transform;

/**
 * Where the pixels of a new picture come from: the point (x, y) of it shows the point ({@code xx x + xy y + x0}, {@code yx x + yy y + y0}) of the source.
 * Points are counted in pixels from the middle of the first one.
 */
record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {
    /** Moves the picture's middle to the side by so many pixels, enlarges around it, and turns by so many degrees clockwise. */
    static Affine around(Size size, double degrees, double scale, double right, double down) {
        double cos = Math.cos(Math.toRadians(degrees)) / scale;
        double sin = Math.sin(Math.toRadians(degrees)) / scale;
        return about(size, cos, sin, -sin, cos, right, down);
    }

    /** A linear map from the new picture to the source, around the middle of both, after a move by so many pixels. */
    static Affine about(Size size, double xx, double xy, double yx, double yy, double right, double down) {
        double middleX = (size.width() - 1) / 2.0;
        double middleY = (size.height() - 1) / 2.0;
        double fromX = middleX + right;
        double fromY = middleY + down;
        return new Affine(xx, xy, middleX - xx * fromX - xy * fromY, yx, yy, middleY - yx * fromX - yy * fromY);
    }
}
