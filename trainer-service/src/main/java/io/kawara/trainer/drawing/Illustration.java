package io.kawara.trainer.drawing;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A landscape of brush strokes: hills, waves, a tree, grass, rain, a hut. It holds no characters, though some of it looks like them. */
final class Illustration {
    private final List<Shape> shapes = new ArrayList<>();
    private final SplittableRandom random;
    private final Strokes strokes;
    private final Rectangle2D area;
    private final double pen;

    /** @param side pixels of a character's side, by which strokes are as wide as the text's */
    Illustration(SplittableRandom random, Rectangle2D area, double side) {
        this.random = random;
        this.strokes = new Strokes(random.split());
        this.area = area;
        this.pen = side * random.nextDouble(0.04, 0.1);
        if (random.nextDouble() < 0.35) {
            shapes.addAll(strokes.rectangle(area.getX(), area.getY(), area.getWidth(), area.getHeight(), pen));
        }
        hills(random.nextInt(1, 4));
        switch (random.nextInt(4)) {
            case 0 -> waves();
            case 1 -> grass(random.nextInt(8, 25));
            case 2 -> hut();
            default -> rain();
        }
        for (int trees = random.nextInt(3); trees > 0; trees--) {
            double height = area.getHeight() * random.nextDouble(0.3, 0.7);
            branch(x(random.nextDouble(0.2, 0.8)), y(0.95), -Math.PI / 2, height / 2.5, 4);
        }
        grass(random.nextInt(3, 9));
        shapes.removeIf(shape -> !area.contains(shape.getBounds2D()));
    }

    List<Shape> shapes() {
        return shapes;
    }

    private double x(double share) {
        return area.getX() + share * area.getWidth();
    }

    private double y(double share) {
        return area.getY() + share * area.getHeight();
    }

    private void hills(int count) {
        for (int hill = 0; hill < count; hill++) {
            double foot = random.nextDouble(0.45, 0.8);
            double rise = random.nextDouble(0.15, 0.4);
            double peak = random.nextDouble(0.3, 0.7);
            var xs = new double[9];
            var ys = new double[9];
            for (int i = 0; i < xs.length; i++) {
                double along = 0.04 + 0.92 * i / (xs.length - 1);
                xs[i] = x(along);
                double bump = Math.exp(-Math.pow((along - peak) / 0.22, 2));
                ys[i] = y(foot - rise * bump + random.nextDouble(-0.02, 0.02));
            }
            shapes.add(strokes.stroke(xs, ys, pen));
        }
    }

    private void waves() {
        for (double row = 0.62; row < 0.97; row += 0.06) {
            for (double at = 0.05 + random.nextDouble(0.08); at < 0.85; at += random.nextDouble(0.1, 0.2)) {
                double[] xs = {x(at), x(at + 0.03), x(at + 0.06), x(at + 0.09)};
                double[] ys = {y(row), y(row - 0.02), y(row - 0.02), y(row)};
                shapes.add(strokes.stroke(xs, ys, 0.6 * pen));
            }
        }
    }

    private void grass(int tufts) {
        for (int tuft = 0; tuft < tufts; tuft++) {
            double foot = y(random.nextDouble(0.7, 0.97));
            double middle = x(random.nextDouble(0.05, 0.95));
            for (int blade = random.nextInt(3, 7); blade > 0; blade--) {
                double lean = random.nextDouble(-1, 1);
                double tall = pen * random.nextDouble(5, 14);
                double[] xs = {middle, middle + 0.2 * lean * tall, middle + 0.7 * lean * tall};
                double[] ys = {foot, foot - 0.6 * tall, foot - tall};
                shapes.add(strokes.stroke(xs, ys, 0.7 * pen));
            }
        }
    }

    private void rain() {
        for (int drop = random.nextInt(20, 60); drop > 0; drop--) {
            double left = x(random.nextDouble(0.03, 0.95));
            double top = y(random.nextDouble(0.03, 0.6));
            double length = pen * random.nextDouble(8, 20);
            shapes.add(strokes.line(left, top, left - 0.25 * length, top + length, 0.4 * pen));
        }
    }

    private void hut() {
        double w = area.getWidth() * random.nextDouble(0.2, 0.4);
        double h = 0.5 * w;
        double left = x(random.nextDouble(0.1, 0.5));
        double top = y(0.9) - 2 * h;
        shapes.addAll(strokes.rectangle(left, top + h, w, h, pen));
        shapes.add(strokes.line(left - 0.15 * w, top + h, left + 0.25 * w, top, 1.3 * pen));
        shapes.add(strokes.line(left + 0.25 * w, top, left + 0.75 * w, top, 1.3 * pen));
        shapes.add(strokes.line(left + 0.75 * w, top, left + 1.15 * w, top + h, 1.3 * pen));
        for (double at = 0.12; at < 0.95; at += 0.12) {
            shapes.add(strokes.line(left + at * w, top + h, left + at * w, top + 2 * h, 0.5 * pen));
        }
    }

    private void branch(double x, double y, double angle, double length, int forks) {
        double bend = random.nextDouble(-0.4, 0.4);
        double halfX = x + 0.5 * length * Math.cos(angle + bend);
        double halfY = y + 0.5 * length * Math.sin(angle + bend);
        double endX = x + length * Math.cos(angle);
        double endY = y + length * Math.sin(angle);
        shapes.add(strokes.stroke(
                new double[] {x, halfX, endX}, new double[] {y, halfY, endY}, pen * (0.5 + 0.5 * forks)));
        if (forks == 0) {
            for (int leaf = random.nextInt(2, 5); leaf > 0; leaf--) {
                double off = 2 * pen;
                shapes.add(strokes.blot(
                        endX + off * random.nextDouble(-1, 1), endY + off * random.nextDouble(-1, 1), pen, 0.5));
            }
            return;
        }
        for (int fork = random.nextInt(2, 4); fork > 0; fork--) {
            branch(endX, endY, angle + random.nextDouble(-0.9, 0.9), length * random.nextDouble(0.5, 0.8), forks - 1);
        }
    }
}
