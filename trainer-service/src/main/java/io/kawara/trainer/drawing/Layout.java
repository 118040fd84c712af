package io.kawara.trainer.drawing;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Decides where on a page lines of writing, rules and drawings are; lines come in the order they are read in. */
final class Layout {
    final List<Line> lines = new ArrayList<>();
    final List<Shape> rules = new ArrayList<>();
    final List<Shape> drawings = new ArrayList<>();
    final List<Shape> seals = new ArrayList<>();

    private final Style style;
    private final SplittableRandom random;
    private final Strokes strokes;
    private final double side;
    private int block;

    Layout(Style style, SplittableRandom random) {
        this.style = style;
        this.random = random;
        this.strokes = new Strokes(random.split());
        this.side = style.side();
    }

    /** @param number the page's own */
    Layout page(boolean empty, boolean illustrated, int number) {
        double leaf = style.spread() ? style.width() / 2.0 : style.width();
        for (int i = style.spread() ? 1 : 0; i >= 0; i--) { // the right leaf is read first
            double desk = Math.max(0, style.ground().margin() * style.height());
            double left = desk + leaf * random.nextDouble(0.05, 0.11);
            double top = desk + style.height() * random.nextDouble(0.05, 0.12);
            double right = leaf - desk - leaf * random.nextDouble(0.04, 0.08);
            double bottom = style.height() - desk - style.height() * random.nextDouble(0.04, 0.09);
            var area = new Rectangle2D.Double(i * leaf + left, top, right - left, bottom - top);
            if (empty) {
                blank(area, illustrated);
            } else {
                leaf(area, illustrated && i == 0, number);
            }
        }
        return this;
    }

    /** Text alone, for what shows through from the other side. */
    Layout otherSide() {
        page(false, false, 0);
        rules.clear();
        seals.clear();
        return this;
    }

    private void blank(Rectangle2D area, boolean illustrated) {
        if (random.nextDouble() < 0.4) {
            frame(area);
        }
        if (illustrated) {
            drawings.addAll(new Illustration(random.split(), area, side).shapes());
        }
        seal(area, 0.3);
    }

    private void leaf(Rectangle2D area, boolean illustrated, int number) {
        frame(area);
        double inset = style.frame() > 0 ? 0.35 * side : 0;
        var inner = new Rectangle2D.Double(
                area.getX() + inset, area.getY() + inset, area.getWidth() - 2 * inset, area.getHeight() - 2 * inset);
        Rectangle2D drawing = illustrated ? drawing(inner) : null;
        if (style.horizontal()) {
            rows(inner, drawing);
        } else if (random.nextDouble() < 0.2 && inner.height > 14 * side) {
            double cut = inner.height * random.nextDouble(0.3, 0.7);
            double between = side * random.nextDouble(0.4, 1.2);
            if (random.nextDouble() < 0.6) {
                double y = inner.y + cut + between / 2;
                rules.add(strokes.line(area.getX(), y, area.getMaxX(), y, 0.07 * side));
            }
            columns(new Rectangle2D.Double(inner.x, inner.y, inner.width, cut), drawing);
            columns(
                    new Rectangle2D.Double(inner.x, inner.y + cut + between, inner.width, inner.height - cut - between),
                    drawing);
        } else {
            columns(inner, drawing);
        }
        pageNumber(area, number);
        seal(area, 0.15);
    }

    private void frame(Rectangle2D area) {
        double grow = 0;
        for (int i = 0; i < style.frame(); i++, grow += 0.25 * side) {
            rules.addAll(strokes.rectangle(
                    area.getX() - grow,
                    area.getY() - grow,
                    area.getWidth() + 2 * grow,
                    area.getHeight() + 2 * grow,
                    (i == style.frame() - 1 ? 0.12 : 0.05) * side));
        }
    }

    /** In the fold beside columns, under a fishtail; below rows. */
    private void pageNumber(Rectangle2D area, int number) {
        if (number == 0 || random.nextDouble() < 0.4) {
            return;
        }
        double size = Math.max(12, 0.6 * side);
        block++;
        if (style.horizontal()) {
            double y = area.getMaxY() + 0.3 * side + size;
            lines.add(new Line(Kind.NUMBER, block, area.getCenterX(), y, 9 * size, size, false, Text.number(number)));
            return;
        }
        double x = area.getX() - 0.3 * side - size;
        if (x - size < Math.max(0, style.ground().margin() * style.height())) {
            return;
        }
        double y = area.getY() + area.getHeight() * random.nextDouble(0.5, 0.8);
        lines.add(new Line(Kind.NUMBER, block, x, y, 9 * size, size, false, Text.number(number)));
        if (random.nextBoolean()) {
            double half = 0.5 * size;
            double tail = area.getY() + area.getHeight() * 0.25;
            var fish = new Path2D.Double();
            fish.moveTo(x - half, tail);
            fish.lineTo(x + half, tail);
            fish.lineTo(x + half, tail + 3 * half);
            fish.lineTo(x, tail + 2 * half);
            fish.lineTo(x - half, tail + 3 * half);
            fish.closePath();
            rules.add(fish);
        }
    }

    private Rectangle2D drawing(Rectangle2D inner) {
        double w = inner.getWidth();
        double h = inner.getHeight();
        int place = random.nextInt(3);
        double wide = place == 0 ? w : w * random.nextDouble(0.35, 0.7);
        double tall = place == 1 ? h : h * random.nextDouble(0.3, 0.6);
        double x = inner.getX() + (place == 2 && random.nextBoolean() ? w - wide : 0);
        double y = inner.getY() + (place == 1 || random.nextDouble() < 0.3 ? 0 : h - tall);
        var drawing = new Rectangle2D.Double(x, y, wide, tall);
        drawings.addAll(new Illustration(random.split(), drawing, side).shapes());
        return drawing;
    }

    private void columns(Rectangle2D area, Rectangle2D drawing) {
        block++;
        double pitch = style.pitch() * side;
        double x = area.getMaxX() - pitch / 2 + (style.furigana() ? 0 : 0.1 * side);
        boolean indent = random.nextBoolean();
        boolean first = true;
        while (x - 0.55 * side >= area.getX()) {
            double top = area.getY() + (indent ? side * random.nextInt(1, 4) : 0);
            double bottom = area.getMaxY();
            if (drawing != null && x + 0.7 * side > drawing.getX() && x - 0.7 * side < drawing.getMaxX()) {
                boolean above = drawing.getY() - top > bottom - drawing.getMaxY();
                bottom = above ? Math.min(bottom, drawing.getY() - 0.3 * side) : bottom;
                top = above ? top : Math.max(top, drawing.getMaxY() + 0.3 * side);
            }
            if (random.nextDouble() < (first ? 0.35 : 0.02)) {
                x = title(x, top, bottom);
            } else {
                boolean ends = random.nextDouble() < 0.12;
                double length = (bottom - top) * (ends ? random.nextDouble(0.15, 0.9) : 1);
                column(x, top, length);
                indent = ends ? random.nextBoolean() : random.nextDouble() < 0.04;
                x -= pitch * (ends && random.nextDouble() < 0.2 ? 2 : 1);
            }
            first = false;
            if (style.ruled() && drawing == null && x > area.getX()) {
                double between = x + pitch / 2;
                rules.add(strokes.line(between, area.getY(), between, area.getMaxY(), 0.035 * side));
            }
        }
    }

    private double title(double x, double top, double bottom) {
        double size = side * random.nextDouble(1.2, 1.8);
        double middle = x + side / 2 - size / 2;
        block++;
        lines.add(new Line(
                Kind.TITLE,
                block,
                middle,
                top,
                Math.min(bottom - top, size * random.nextInt(3, 9)),
                size,
                false,
                null));
        block++;
        return middle - size / 2 - style.pitch() * side / 2;
    }

    /** Now and then a part of a column is a note in two columns of half its size. */
    private void column(double x, double top, double length) {
        if (length > 8 * side && side > 26 && random.nextDouble() < 0.07) {
            double before = length * random.nextDouble(0.1, 0.5);
            double note = length * random.nextDouble(0.2, 0.4);
            double after = length - before - note - side;
            line(Kind.TEXT, x, top, before, side);
            line(Kind.NOTE, x + 0.29 * side, top + before + 0.3 * side, note, 0.5 * side);
            line(Kind.NOTE, x - 0.29 * side, top + before + 0.3 * side, note * random.nextDouble(0.7, 1), 0.5 * side);
            line(Kind.TEXT, x, top + before + note + 0.6 * side, after, side);
        } else {
            line(Kind.TEXT, x, top, length, side);
        }
    }

    private void line(Kind kind, double x, double y, double length, double size) {
        lines.add(new Line(kind, block, x, y, length, size, style.furigana() && kind == Kind.TEXT, null));
    }

    private void rows(Rectangle2D area, Rectangle2D drawing) {
        block++;
        double pitch = (style.furigana() ? 1.75 : 1.5) * side;
        double y = area.getY() + pitch - side / 2;
        if (random.nextDouble() < 0.4) {
            double size = side * random.nextDouble(1.2, 1.7);
            double start = area.getX() + area.getWidth() * random.nextDouble(0, 0.4);
            if (drawing == null || drawing.getY() > y + size) {
                lines.add(new Line(Kind.TITLE, block, start, y, area.getWidth() * 0.5, size, false, null));
                block++;
                y += 1.5 * size;
            }
        }
        boolean indent = random.nextBoolean();
        for (; y + 0.6 * side < area.getMaxY(); y += pitch) {
            double left = area.getX() + (indent ? side : 0);
            double right = area.getMaxX();
            if (drawing != null && y + side > drawing.getY() && y - side < drawing.getMaxY()) {
                boolean before = drawing.getX() - left > right - drawing.getMaxX();
                right = before ? Math.min(right, drawing.getX() - 0.3 * side) : right;
                left = before ? left : Math.max(left, drawing.getMaxX() + 0.3 * side);
            }
            boolean ends = random.nextDouble() < 0.15;
            line(Kind.TEXT, left, y, (right - left) * (ends ? random.nextDouble(0.2, 0.9) : 1), side);
            indent = ends && random.nextBoolean();
            if (ends && random.nextDouble() < 0.2) {
                block++;
                y += pitch / 2;
            }
        }
    }

    /** A library's stamp: bars and crosses in a box, which look like characters and are none that is read. */
    private void seal(Rectangle2D area, double share) {
        if (random.nextDouble() >= share) {
            return;
        }
        double size = style.height() * random.nextDouble(0.025, 0.06);
        double x = area.getX() + random.nextDouble() * (area.getWidth() - size);
        double y = area.getY() + random.nextDouble(-0.05, 0.95) * (area.getHeight() - size);
        int cells = random.nextInt(2, 4);
        seals.addAll(strokes.rectangle(x, y, size, size, 0.04 * size));
        double cell = 0.84 * size / cells;
        for (int i = 0; i < cells * cells; i++) {
            int row = i / cells;
            double left = x + 0.1 * size + i % cells * cell;
            double top = y + 0.1 * size + row * cell;
            for (int bar = random.nextInt(3, 6); bar > 0; bar--) {
                double along = random.nextDouble(0.05, 0.85);
                boolean across = random.nextBoolean();
                double from = random.nextDouble(0, 0.35) * cell;
                double to = random.nextDouble(0.55, 0.85) * cell;
                double at = along * cell;
                seals.add(
                        across
                                ? strokes.line(left + from, top + at, left + to, top + at, 0.09 * cell)
                                : strokes.line(left + at, top + from, left + at, top + to, 0.09 * cell));
            }
        }
    }
}
