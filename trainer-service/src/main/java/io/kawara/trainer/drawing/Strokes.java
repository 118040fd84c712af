package io.kawara.trainer.drawing;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Strokes as outlines in short pieces, so that they bend with the page. */
final class Strokes {
    private static final double PIECE = 10;

    private final SplittableRandom random;
    private final Noise noise;

    Strokes(SplittableRandom random) {
        this.random = random;
        this.noise = new Noise(random.nextLong());
    }

    /** A ruled line as a woodblock prints it: a little wavy, not everywhere equally wide. */
    Shape line(double x0, double y0, double x1, double y1, double width) {
        int pieces = (int) Math.max(2, Math.hypot(x1 - x0, y1 - y0) / PIECE);
        var xs = new double[pieces + 1];
        var ys = new double[pieces + 1];
        var widths = new double[pieces + 1];
        for (int i = 0; i <= pieces; i++) {
            xs[i] = x0 + (x1 - x0) * i / pieces;
            ys[i] = y0 + (y1 - y0) * i / pieces;
            widths[i] = width * (1 + 0.35 * noise.at(xs[i] / 18, ys[i] / 18));
            double off = 0.3 * width * noise.at(xs[i] / 90 + 500, ys[i] / 90);
            xs[i] += off;
            ys[i] += off;
        }
        return ribbon(xs, ys, widths);
    }

    List<Shape> rectangle(double x, double y, double w, double h, double width) {
        return List.of(
                line(x, y, x + w, y, width),
                line(x, y + h, x + w, y + h, width),
                line(x, y, x, y + h, width),
                line(x + w, y, x + w, y + h, width));
    }

    /** A stroke of the brush through points, thin at both ends. */
    Shape stroke(double[] xs, double[] ys, double width) {
        var smoothX = smooth(xs);
        var smoothY = smooth(ys);
        var widths = new double[smoothX.length];
        for (int i = 0; i < widths.length; i++) {
            double along = i / (double) (widths.length - 1);
            widths[i] = width
                    * (0.25 + Math.sqrt(Math.sin(Math.PI * Math.min(1, along * 0.9 + 0.05))))
                    * (1 + 0.3 * noise.at(smoothX[i] / 25, smoothY[i] / 25));
        }
        return ribbon(smoothX, smoothY, widths);
    }

    /** Two halves of the stroke between two characters: the first one's and the second one's. */
    List<Shape> joint(double x0, double y0, double x1, double y1, double width) {
        double side = 0.25 * Math.hypot(x1 - x0, y1 - y0) * random.nextDouble(-1, 1);
        var halves = new ArrayList<Shape>();
        for (int half = 0; half < 2; half++) {
            var xs = new double[6];
            var ys = new double[6];
            var widths = new double[6];
            for (int i = 0; i < 6; i++) {
                double t = (half + i / 5.0) / 2;
                xs[i] = x0 + (x1 - x0) * t + side * 4 * t * (1 - t);
                ys[i] = y0 + (y1 - y0) * t;
                widths[i] = width * (1 - 1.6 * t * (1 - t));
            }
            halves.add(ribbon(xs, ys, widths));
        }
        return halves;
    }

    /** A closed blot about a middle. */
    Shape blot(double x, double y, double radius, double raggedness) {
        var path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        int corners = 24;
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double r = radius * (1 + raggedness * noise.at(x + 1.5 * Math.cos(angle), y + 1.5 * Math.sin(angle)));
            if (i == 0) {
                path.moveTo(x + r, y);
            } else {
                path.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
            }
        }
        path.closePath();
        return path;
    }

    /** Catmull-Rom's curve through points. */
    private static double[] smooth(double[] points) {
        int parts = 6;
        var smooth = new double[(points.length - 1) * parts + 1];
        for (int i = 0; i < smooth.length; i++) {
            int k = Math.min(i / parts, points.length - 2);
            double t = i / (double) parts - k;
            double before = points[Math.max(0, k - 1)];
            double from = points[k];
            double to = points[k + 1];
            double after = points[Math.min(points.length - 1, k + 2)];
            smooth[i] = 0.5
                    * (2 * from
                            + (to - before) * t
                            + (2 * before - 5 * from + 4 * to - after) * t * t
                            + (3 * from - before - 3 * to + after) * t * t * t);
        }
        return smooth;
    }

    private static Shape ribbon(double[] xs, double[] ys, double[] widths) {
        int last = xs.length - 1;
        var path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        for (int i = 0; i < 2 * xs.length; i++) {
            boolean back = i > last;
            int k = back ? 2 * last + 1 - i : i;
            double dx = xs[Math.min(last, k + 1)] - xs[Math.max(0, k - 1)];
            double dy = ys[Math.min(last, k + 1)] - ys[Math.max(0, k - 1)];
            double half = (back ? -0.5 : 0.5) * widths[k] / Math.max(1e-9, Math.hypot(dx, dy));
            if (i == 0) {
                path.moveTo(xs[k] - dy * half, ys[k] + dx * half);
            } else {
                path.lineTo(xs[k] - dy * half, ys[k] + dx * half);
            }
        }
        path.closePath();
        return path;
    }
}
