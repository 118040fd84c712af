package io.kawara.trainer.journal;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines over epochs between two axes, with round numbers at them and the lines' names above. */
record Chart(String title, List<Double> epochs, Map<String, List<Double>> lines) {
    private static final int LEFT = 64;
    private static final int RIGHT = 20;
    private static final int TOP = 64;
    private static final int BOTTOM = 48;
    private static final int TICKS = 5;
    private static final Color GRID = new Color(0xe4e4e4);
    private static final Color INK = new Color(0x333333);
    /** Okabe and Ito's colours, which colour-blind people tell apart. */
    private static final List<Color> COLOURS = List.of(
            new Color(0x0072b2), new Color(0xd55e00), new Color(0x009e73), new Color(0xcc79a7), new Color(0xe69f00));

    /** A piece of an axis: from where to where, and how far apart its numbers are. */
    record Axis(double from, double to, double step) {
        /** Round numbers that hold these values. */
        static Axis over(double least, double greatest, boolean whole) {
            double span = greatest > least ? greatest - least : Math.max(Math.abs(greatest), 1) * 0.1;
            double rough = span / TICKS;
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            double digit = rough / power;
            double step = power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
            step = whole ? Math.max(1, Math.rint(step)) : step;
            return new Axis(
                    Math.floor(least / step + 1e-9) * step,
                    Math.max(Math.ceil(greatest / step - 1e-9), Math.floor(least / step + 1e-9) + 1) * step,
                    step);
        }

        List<Double> ticks() {
            var ticks = new ArrayList<Double>();
            for (long i = Math.round(from / step); i <= Math.round(to / step); i++) {
                ticks.add(i * step);
            }
            return ticks;
        }

        String label(double value) {
            int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
            return String.format(Locale.ROOT, "%." + digits + "f", value == 0 ? 0 : value);
        }
    }

    void draw(Graphics2D g, int width, int height) {
        var values = lines.values().stream()
                .flatMap(List::stream)
                .filter(Double::isFinite)
                .toList();
        if (values.isEmpty()) {
            return;
        }
        var x = Axis.over(
                epochs.stream().min(Double::compare).orElseThrow(),
                epochs.stream().max(Double::compare).orElseThrow(),
                true);
        var y = Axis.over(
                values.stream().min(Double::compare).orElseThrow(),
                values.stream().max(Double::compare).orElseThrow(),
                false);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        g.setColor(INK);
        g.drawString(title, LEFT, 22);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        grid(g, x, y, width, height);
        int number = 0;
        int at = LEFT;
        for (var line : lines.entrySet()) {
            g.setColor(COLOURS.get(number++ % COLOURS.size()));
            line(g, line.getValue(), x, y, width, height);
            g.fillRect(at, 38, 14, 4);
            g.drawString(line.getKey(), at + 20, 45);
            at += 36 + g.getFontMetrics().stringWidth(line.getKey());
        }
    }

    private static void grid(Graphics2D g, Axis x, Axis y, int width, int height) {
        var metrics = g.getFontMetrics();
        g.setStroke(new BasicStroke(1));
        for (double tick : y.ticks()) {
            double at = vertical(y, tick, height);
            g.setColor(GRID);
            g.draw(new Line2D.Double(LEFT, at, width - RIGHT, at));
            g.setColor(INK);
            String label = y.label(tick);
            g.drawString(label, LEFT - 8 - metrics.stringWidth(label), (float) at + 4);
        }
        for (double tick : x.ticks()) {
            double at = horizontal(x, tick, width);
            g.setColor(GRID);
            g.draw(new Line2D.Double(at, TOP, at, height - BOTTOM));
            g.setColor(INK);
            String label = x.label(tick);
            g.drawString(label, (float) at - metrics.stringWidth(label) / 2f, height - BOTTOM + 18);
        }
        g.drawString("epoch", (LEFT + width - RIGHT - metrics.stringWidth("epoch")) / 2, height - 10);
        g.draw(new Line2D.Double(LEFT, TOP, LEFT, height - BOTTOM));
        g.draw(new Line2D.Double(LEFT, height - BOTTOM, width - RIGHT, height - BOTTOM));
    }

    private void line(Graphics2D g, List<Double> values, Axis x, Axis y, int width, int height) {
        var path = new Path2D.Double();
        var dots = new ArrayList<Shape>();
        for (int i = 0; i < values.size(); i++) {
            if (!Double.isFinite(values.get(i))) {
                continue;
            }
            double across = horizontal(x, epochs.get(i), width);
            double up = vertical(y, values.get(i), height);
            if (path.getCurrentPoint() == null) {
                path.moveTo(across, up);
            } else {
                path.lineTo(across, up);
            }
            dots.add(new Ellipse2D.Double(across - 2.5, up - 2.5, 5, 5));
        }
        g.setStroke(new BasicStroke(2));
        g.draw(path);
        if (dots.size() <= 40) {
            dots.forEach(g::fill); // more of them would be a thick line
        }
    }

    private static double horizontal(Axis axis, double value, int width) {
        return LEFT + (value - axis.from()) / (axis.to() - axis.from()) * (width - LEFT - RIGHT);
    }

    private static double vertical(Axis axis, double value, int height) {
        return height - BOTTOM - (value - axis.from()) / (axis.to() - axis.from()) * (height - TOP - BOTTOM);
    }
}
