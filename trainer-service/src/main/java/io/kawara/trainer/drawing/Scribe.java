package io.kawara.trainer.drawing;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writes lines: every character a little different from its font, and joined to its neighbour where the hand flows. */
final class Scribe {
    private static final String TALL = "しりくつちへノリク";

    final List<Mark> marks = new ArrayList<>();
    /** Dots and boxes around words. */
    final List<Shape> rules = new ArrayList<>();

    private final Style style;
    private final double distortion;
    private final SplittableRandom random;
    private final Strokes strokes;
    private final Noise bends;
    private final Text text;
    private final Text titles;
    private int line;

    Scribe(Style style, double distortion, SplittableRandom random) {
        this.style = style;
        this.distortion = distortion;
        this.random = random;
        this.strokes = new Strokes(random.split());
        this.bends = new Noise(random.nextLong());
        this.text = text(style.brush(), style.kana());
        this.titles = text(style.titles(), 0.3 * style.kana());
    }

    private Text text(Brush brush, double kana) {
        return new Text(brush, kana, style.katakana(), brush.isCursive() ? style.hentaigana() : 0, random.split());
    }

    void write(List<Line> lines) {
        lines.forEach(this::write);
    }

    private void write(Line place) {
        line++;
        boolean title = place.kind() == Kind.TITLE;
        var brush = title ? style.titles() : style.brush();
        var readings = new ArrayList<Mark>();
        int first = marks.size();
        double at = 0;
        double drift = random.nextDouble(1000);
        for (int i = 0; place.words() == null || i < place.words().length(); i++) {
            var sign = place.words() != null
                    ? new Text.Sign(place.words().charAt(i), place.words().charAt(i))
                    : title ? titles.next() : text.next();
            if (!brush.draws(sign.written())) {
                continue;
            }
            var shape = distorted(brush, sign, place.size());
            var ink = shape.getBounds2D();
            double cell = cell(brush, ink, place.size());
            if (at + cell > place.length()) {
                break;
            }
            double slip = style.slip() * place.size() * 2 * bends.at(drift + i * 0.3, drift);
            put(shape, ink, brush, place, at + cell / 2, slip);
            var mark = new Mark(sign.code(), place.kind(), place.block(), line, place.size(), shape, new ArrayList<>());
            if (i > 0 && marks.size() > first) {
                join(marks.get(marks.size() - 1), mark);
            }
            marks.add(mark);
            if (place.furigana() && !sign.isKana() && random.nextDouble() < 0.75) {
                read(mark, readings);
            }
            at += cell + gap(place.size());
            if (place.words() == null && random.nextDouble() < style.dots()) {
                dot(place, at);
            }
        }
        box(first);
        if (!readings.isEmpty()) {
            line++;
            readings.forEach(mark -> marks.add(
                    new Mark(mark.code(), mark.kind(), mark.block(), line, mark.size(), mark.shape(), List.of())));
        }
    }

    private double gap(double size) {
        return size * style.gap() * random.nextDouble(0.3, 1.7);
    }

    /** Print stands in equal cells, a brush moves on by what it wrote. */
    private double cell(Brush brush, Rectangle2D ink, double size) {
        double extent = style.horizontal() ? ink.getWidth() : ink.getHeight();
        return Math.max(extent, brush.isBrush() ? 0.42 * size : size);
    }

    private void put(Path2D shape, Rectangle2D ink, Brush brush, Line place, double along, double slip) {
        double x = style.horizontal() ? place.x() + along : place.x() + slip;
        double y = style.horizontal() ? place.y() + slip : place.y() + along;
        boolean printed = !brush.isBrush();
        // Print keeps its place in the cell, writing is centred on its ink; across the line a little of both.
        double inkX = printed ? 0 : style.horizontal() ? ink.getCenterX() : 0.8 * ink.getCenterX();
        double inkY = printed ? 0 : style.horizontal() ? 0.5 * ink.getCenterY() : ink.getCenterY();
        shape.transform(AffineTransform.getTranslateInstance(x - inkX, y - inkY));
    }

    /** The character about the origin, in pixels. */
    private Path2D distorted(Brush brush, Text.Sign sign, double size) {
        double d = distortion * (brush.isBrush() ? 1 : 0.4);
        double wide = size * (1 + d * random.nextDouble(-0.15, 0.1));
        double tall = size * (1 + d * random.nextDouble(-0.15, 0.1));
        if (TALL.indexOf(sign.code()) >= 0 && !style.horizontal() && random.nextDouble() < 0.6 * style.cursive()) {
            tall *= random.nextDouble(1.2, 2.2);
        }
        var affine = AffineTransform.getRotateInstance(d * Math.toRadians(3) * random.nextGaussian());
        affine.shear(d * random.nextDouble(-0.12, 0.12), d * random.nextDouble(-0.08, 0.08));
        affine.scale(wide, tall);
        double waver = d * size * random.nextDouble(0.01, 0.035);
        double fine = d * size * 0.006;
        double seed = random.nextDouble(10_000);
        var path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        var at = new double[6];
        for (var i = brush.outline(sign.written()).getPathIterator(affine, 0.15); !i.isDone(); i.next()) {
            int kind = i.currentSegment(at);
            double u = at[0] / size;
            double v = at[1] / size;
            double x = at[0] + waver * bends.at(seed + 2.2 * u, 2.2 * v) + fine * bends.at(seed + 22 * u, 22 * v);
            double y = at[1]
                    + waver * bends.at(seed + 2.2 * u, 500 + 2.2 * v)
                    + fine * bends.at(seed + 22 * u, 700 + 22 * v);
            switch (kind) {
                case PathIterator.SEG_MOVETO -> path.moveTo(x, y);
                case PathIterator.SEG_LINETO -> path.lineTo(x, y);
                default -> path.closePath();
            }
        }
        return path;
    }

    /** A stroke from where one character ends to where the next begins; each gets the half on its side. */
    private void join(Mark from, Mark to) {
        if (random.nextDouble() >= style.cursive() || style.horizontal() || to.kind() == Kind.NUMBER) {
            return;
        }
        var end = lowest(from.shape(), 1);
        var start = lowest(to.shape(), -1);
        double distance = Math.hypot(end[0] - start[0], end[1] - start[1]);
        if (start[1] <= end[1] || distance > 0.9 * to.size()) {
            return;
        }
        double width = to.size() * random.nextDouble(0.03, 0.06);
        var halves = strokes.joint(end[0], end[1] - width, start[0], start[1] + width, width);
        from.joints().add(halves.get(0));
        to.joints().add(halves.get(1));
    }

    /** The lowest point of an outline, or for {@code down} -1 the highest. */
    private static double[] lowest(Path2D shape, int down) {
        var at = new double[6];
        double[] lowest = {0, Double.NEGATIVE_INFINITY};
        for (var i = shape.getPathIterator(null); !i.isDone(); i.next()) {
            if (i.currentSegment(at) != PathIterator.SEG_CLOSE && down * at[1] > lowest[1]) {
                lowest[0] = at[0];
                lowest[1] = down * at[1];
            }
        }
        lowest[1] *= down;
        return lowest;
    }

    /** One to three small kana beside a kanji: right of columns, above rows. */
    private void read(Mark kanji, List<Mark> readings) {
        double size = kanji.size() * random.nextDouble(0.32, 0.46);
        if (size < 9) {
            return;
        }
        var beside = kanji.shape().getBounds2D();
        int count = random.nextInt(1, 4);
        for (int i = 0; i < count; i++) {
            var sign = text.kana();
            var shape = distorted(style.brush(), sign, size);
            var ink = shape.getBounds2D();
            double along = (i - (count - 1) / 2.0) * 0.95 * size;
            double x = style.horizontal() ? beside.getCenterX() + along : beside.getMaxX() + 0.55 * size;
            double y = style.horizontal() ? beside.getY() - 0.6 * size : beside.getCenterY() + along;
            shape.transform(AffineTransform.getTranslateInstance(x - ink.getCenterX(), y - ink.getCenterY()));
            readings.add(new Mark(sign.code(), Kind.FURIGANA, kanji.block(), 0, size, shape, List.of()));
        }
    }

    private void dot(Line place, double at) {
        double right = style.horizontal() ? place.x() + at : place.x() + 0.5 * place.size();
        double down = style.horizontal() ? place.y() + 0.4 * place.size() : place.y() + at;
        rules.add(strokes.blot(right, down, 0.07 * place.size(), 0.3));
    }

    private void box(int first) {
        int boxed = random.nextInt(2, 5);
        int count = marks.size() - first;
        if (count <= boxed + 1 || marks.get(first).kind() != Kind.TEXT || random.nextDouble() >= style.boxes()) {
            return;
        }
        int from = first + random.nextInt(count - boxed);
        var around = marks.get(from).shape().getBounds2D();
        for (int i = from + 1; i < from + boxed; i++) {
            around.add(marks.get(i).shape().getBounds2D());
        }
        double margin = 0.08 * marks.get(from).size();
        rules.addAll(strokes.rectangle(
                around.getX() - margin,
                around.getY() - margin,
                around.getWidth() + 2 * margin,
                around.getHeight() + 2 * margin,
                0.6 * margin));
    }
}
