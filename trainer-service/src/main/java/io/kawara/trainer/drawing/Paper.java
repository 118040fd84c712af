package io.kawara.trainer.drawing;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Puts ink on old paper and photographs it: fibres, stains, holes, the other side showing through, a desk, light, softness and noise. */
final class Paper {
    private static final double[] VERMILION = {0.78, 0.27, 0.2};

    /** A stain: its edge is darker than its inside. */
    private record Stain(double x, double y, double radius, double strength) {}

    private final Style style;
    private final PageKeys keys;
    private final Warp warp;
    private final SplittableRandom random;
    private final double wear;
    private final Noise fibres;
    private final Noise clouds;
    private final Noise worn;
    private final List<Stain> stains = new ArrayList<>();
    private final double showsThrough;
    private final double wornFrom;
    private final double[] black;
    private final double lightAcross;
    private final double lightDown;

    /** @param warp the one that the sheet was drawn with */
    Paper(Style style, PageKeys keys, SplittableRandom random, Warp warp) {
        this.style = style;
        this.keys = keys;
        this.warp = warp;
        this.random = random;
        this.wear = keys.wear();
        this.fibres = new Noise(random.nextLong());
        this.clouds = new Noise(random.nextLong());
        this.worn = new Noise(random.nextLong());
        for (int i = random.nextDouble() < 0.5 * wear ? random.nextInt(1, 6) : 0; i > 0; i--) {
            double radius = style.height() * 0.12 * random.nextDouble() * random.nextDouble() + 3;
            stains.add(new Stain(
                    style.width() * random.nextDouble(),
                    style.height() * random.nextDouble(),
                    radius,
                    wear * random.nextDouble(0.03, 0.16)));
        }
        this.showsThrough = Math.min(0.6, wear * random.nextDouble(0.03, 0.32));
        this.black = wear == 0 ? new double[3] : style.ground().ink();
        this.wornFrom = random.nextDouble(0.2, 1.1);
        this.lightAcross = keys.light() * random.nextDouble(-0.14, 0.14);
        this.lightDown = keys.light() * random.nextDouble(-0.12, 0.12);
    }

    /** @param back the writing of the other side, or null */
    BufferedImage photograph(Sheet sheet, Layer back) {
        double share = Math.min(0.2, keys.blur() * random.nextDouble(0, 0.16));
        int soft = keys.blur() > 0 && style.height() > 1800 && random.nextDouble() < 0.3 * keys.blur() ? 2 : 1;
        var text = sharp(sheet.text, share, soft);
        var rest = sharp(sheet.rest, share, soft);
        var seals = sharp(sheet.seals, share, soft);
        var through = back == null ? null : back.blurred(1 + style.height() / 700);
        var holes = holes();
        var image = new BufferedImage(style.width(), style.height(), BufferedImage.TYPE_INT_RGB);
        var row = new int[style.width()];
        var colour = new double[3];
        for (int y = 0; y < style.height(); y++) {
            for (int x = 0; x < style.width(); x++) {
                int at = y * style.width() + x;
                boolean onPaper = ground(x, y, colour);
                if (onPaper && through != null) {
                    mix(colour, style.ground().ink(), showsThrough * (through.ink[at] & 255) / 255.0);
                }
                int ink = Math.max(text.ink[at] & 255, rest.ink[at] & 255);
                int seal = seals.ink[at] & 255;
                if (ink > 0 || seal > 0) {
                    double left = density(x, y);
                    mix(colour, black, left * ink / 255);
                    mix(colour, VERMILION, 0.85 * left * seal / 255);
                }
                if (holes != null && onPaper) {
                    mix(colour, style.ground().desk(), 0.75 * (holes.ink[at] & 255) / 255.0);
                }
                row[x] = exposed(x, y, colour);
            }
            image.setRGB(0, y, style.width(), 1, row, 0, style.width());
        }
        return image;
    }

    private static Layer sharp(Layer layer, double share, int times) {
        for (int i = 0; i < times && share > 0; i++) {
            layer = layer.softened(share);
        }
        return layer;
    }

    /** The colour of the paper or of what it lies on, and which of them it is. */
    private boolean ground(int x, int y, double[] colour) {
        if (wear == 0) {
            Arrays.fill(colour, 1);
            return true;
        }
        double margin = style.ground().margin() * style.height();
        double flatX = warp.flatX(x, y);
        double flatY = warp.flatY(x, y);
        double ragged = 1.5 * clouds.at(flatX / 40.0, flatY / 40.0);
        double inside = Math.min(
                        Math.min(flatX - margin, style.width() - margin - flatX),
                        Math.min(flatY - margin, style.height() - margin - flatY))
                + ragged;
        boolean onPaper = inside > 0;
        double[] base = onPaper ? style.ground().paper() : style.ground().desk();
        double shade = 1;
        if (onPaper) {
            double size = style.height() / 60.0;
            shade += wear * 0.035 * clouds.at(x / (9 * size), y / (9 * size));
            shade += wear * 0.02 * clouds.at(x / size + 90, y / size);
            shade += wear * 0.02 * fibres.at(x / 2.2, y / 9.0) + wear * 0.015 * fibres.at(x / 7.0 + 300, y / 2.0);
            shade -= wear * 0.12 * Math.exp(-inside / (0.012 * style.height())); // edges are soiled
            shade -= fold(flatX);
        } else {
            shade -= 0.35 * Math.exp(inside / (0.006 * style.height())); // the page's shadow
        }
        for (int i = 0; i < colour.length; i++) {
            colour[i] = base[i] * shade;
        }
        if (onPaper) {
            stain(x, y, colour);
        }
        return onPaper;
    }

    /** How much darker it is towards the fold: in the middle of two pages, else at the left. */
    private double fold(double x) {
        double away = style.spread()
                ? Math.abs(x - style.width() / 2.0)
                : x - style.ground().margin() * style.height();
        return wear
                * (0.22 * Math.exp(-away / (0.012 * style.height()))
                        + 0.06 * Math.exp(-away / (0.05 * style.height())));
    }

    private void stain(int x, int y, double[] colour) {
        for (var stain : stains) {
            double dx = x - stain.x;
            double dy = y - stain.y;
            if (dx * dx + dy * dy > 2.6 * stain.radius * stain.radius) {
                continue;
            }
            double from =
                    Math.hypot(dx, dy) / stain.radius + 0.35 * clouds.at(2 * x / stain.radius, 2 * y / stain.radius);
            if (from < 1) {
                double depth = stain.strength * (0.45 + 0.55 * Math.pow(from, 8)) * Math.min(1, (1 - from) * 12);
                colour[0] *= 1 - 0.8 * depth;
                colour[1] *= 1 - depth;
                colour[2] *= 1 - 1.3 * depth;
            }
        }
    }

    /** How much of the ink is left: a block wears in specks, a brush runs dry. */
    private double density(int x, int y) {
        if (wear == 0) {
            return 1;
        }
        double size = style.side() / 12;
        double grain = 0.5 + 0.5 * worn.at(x / (0.4 * size + 1), y / (0.6 * size + 1));
        double place = 0.5 + 0.5 * worn.at(x / (20 * size) + 40, y / (20 * size));
        double lost = Math.max(0, grain + 0.6 * place - wornFrom - 0.35);
        return Math.max(0.35, 0.97 - 0.1 * grain - Math.min(0.5, wear) * lost);
    }

    /** Worm holes, or null. */
    private Layer holes() {
        if (random.nextDouble() >= 0.25 * wear) {
            return null;
        }
        var holes = new Layer(style.width(), style.height());
        var strokes = new Strokes(random.split());
        double width = style.height() * random.nextDouble(0.0015, 0.004);
        for (int i = random.nextInt(1, 10); i > 0; i--) {
            double x = style.width() * random.nextDouble();
            double y = style.height() * random.nextDouble();
            if (random.nextBoolean()) {
                holes.draw(strokes.blot(x, y, width * random.nextDouble(0.5, 1.5), 0.4));
                continue;
            }
            double way = random.nextDouble(2 * Math.PI);
            var xs = new double[5];
            var ys = new double[5];
            for (int k = 0; k < xs.length; k++) {
                xs[k] = x;
                ys[k] = y;
                way += random.nextDouble(-0.9, 0.9);
                x += 5 * width * Math.cos(way);
                y += 5 * width * Math.sin(way);
            }
            holes.draw(strokes.stroke(xs, ys, width));
        }
        return holes.blurred(1);
    }

    private static void mix(double[] colour, double[] other, double share) {
        for (int i = 0; i < colour.length && share > 0; i++) {
            colour[i] += share * (other[i] - colour[i]);
        }
    }

    private int exposed(int x, int y, double[] colour) {
        double light =
                1 + lightAcross * (x / (double) style.width() - 0.5) + lightDown * (y / (double) style.height() - 0.5);
        double noise = 0;
        if (keys.noise() > 0) {
            long bits = random.nextLong();
            // The sum of eight bytes is nearly normal; their mean is 1020 and their deviation 209.
            int sum = 0;
            for (int i = 0; i < Long.BYTES; i++, bits >>>= Byte.SIZE) {
                sum += (int) (bits & 255);
            }
            noise = keys.noise() * 3 * (sum - 1020) / 209;
        }
        int rgb = 0;
        for (double part : colour) {
            rgb = rgb << 8 | (int) Math.max(0, Math.min(255, 255 * part * light + noise + 0.5));
        }
        return rgb;
    }
}
