package io.kawara.trainer.drawing;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.SplittableRandom;

/** Where a place of the flat page lies in its photograph: turned a little, bent towards the fold, uneven. */
final class Warp {
    private static final double FLATNESS = 0.25;

    private final int width;
    private final int height;
    private final double cos;
    private final double sin;
    private final double bend;
    private final double unevenness;
    private final Noise across;
    private final Noise down;

    Warp(int width, int height, double strength, SplittableRandom random) {
        this.width = width;
        this.height = height;
        double angle = Math.toRadians(strength * 0.55 * random.nextGaussian());
        this.cos = Math.cos(angle);
        this.sin = Math.sin(angle);
        this.bend = strength * height * random.nextDouble(-0.006, 0.006);
        this.unevenness = strength * height * random.nextDouble(0.0005, 0.003);
        this.across = new Noise(random.nextLong());
        this.down = new Noise(random.nextLong());
    }

    /** A shape as straight pieces at its place in the photograph. Long straight edges have to come in pieces already. */
    Path2D apply(Shape shape) {
        var path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        var at = new double[6];
        for (var i = shape.getPathIterator(null, FLATNESS); !i.isDone(); i.next()) {
            int kind = i.currentSegment(at);
            if (kind == PathIterator.SEG_CLOSE) {
                path.closePath();
                continue;
            }
            move(at);
            if (kind == PathIterator.SEG_MOVETO) {
                path.moveTo(at[0], at[1]);
            } else {
                path.lineTo(at[0], at[1]);
            }
        }
        return path;
    }

    private void move(double[] at) {
        double u = at[0] / height * 3;
        double v = at[1] / height * 3;
        double curl = 2 * at[0] / width - 1;
        double x = at[0] + unevenness * across.at(u, v) - width / 2.0;
        double y = at[1] + unevenness * down.at(u, v) + bend * curl * curl - height / 2.0;
        at[0] = width / 2.0 + cos * x - sin * y;
        at[1] = height / 2.0 + sin * x + cos * y;
    }

    /** How far right a place of the photograph was before it was turned; the unevenness is left out. */
    double flatX(double x, double y) {
        return width / 2.0 + cos * (x - width / 2.0) + sin * (y - height / 2.0);
    }

    /** Likewise, how far down. */
    double flatY(double x, double y) {
        return height / 2.0 - sin * (x - width / 2.0) + cos * (y - height / 2.0);
    }
}
