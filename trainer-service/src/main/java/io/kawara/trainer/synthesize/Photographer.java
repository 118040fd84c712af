package io.kawara.trainer.synthesize;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.util.SplittableRandom;

/** Photographs a slip on a table: creases, a shadow, a tilt, uneven light, a soft lens and the sensor's noise. */
final class Photographer {
    private final SplittableRandom random;

    Photographer(SplittableRandom random) {
        this.random = random;
    }

    BufferedImage photograph(BufferedImage paper) {
        crease(paper);
        int border = random.nextInt(14, 40);
        int width = paper.getWidth() + 2 * border;
        int height = paper.getHeight() + 2 * border;
        var photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = photo.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        table(graphics, width, height);
        var placed = AffineTransform.getTranslateInstance(
                border + random.nextDouble(-6, 6), border + random.nextDouble(-6, 6));
        placed.rotate(Math.toRadians(random.nextDouble(-2.5, 2.5)), paper.getWidth() / 2.0, paper.getHeight() / 2.0);
        placed.shear(random.nextDouble(-0.015, 0.015), 0);
        shadow(graphics, paper, placed);
        graphics.drawImage(paper, placed, null);
        graphics.dispose();
        return expose(soften(photo));
    }

    /** A fold across the paper: darker on one side, lighter on the other. */
    private void crease(BufferedImage paper) {
        var graphics = paper.createGraphics();
        for (int fold = random.nextInt(3); fold > 0; fold--) {
            int y = random.nextInt(paper.getHeight());
            for (int i = 0; i < 14; i++) {
                graphics.setColor(new Color(0, 0, 0, 16 - i));
                graphics.drawLine(0, y + i, paper.getWidth(), y + i + 3);
                graphics.setColor(new Color(255, 255, 255, 40 - 2 * i));
                graphics.drawLine(0, y - i, paper.getWidth(), y - i + 3);
            }
        }
        graphics.dispose();
    }

    private void table(Graphics2D graphics, int width, int height) {
        var table =
                Color.getHSBColor((float) random.nextDouble(0.04, 0.14), (float) random.nextDouble(0.1, 0.6), (float)
                        random.nextDouble(0.25, 0.7));
        graphics.setColor(table);
        graphics.fillRect(0, 0, width, height);
        for (int grain = 0; grain < 120; grain++) {
            boolean dark = random.nextBoolean();
            graphics.setColor(new Color(dark ? 0 : 255, dark ? 0 : 255, dark ? 0 : 255, random.nextInt(6, 22)));
            int y = random.nextInt(height);
            graphics.drawLine(0, y, width, y + random.nextInt(-9, 10));
        }
    }

    private void shadow(Graphics2D graphics, BufferedImage paper, AffineTransform placed) {
        for (int spread = 8; spread > 0; spread--) {
            var cast = AffineTransform.getTranslateInstance(3, 4);
            cast.concatenate(placed);
            graphics.setColor(new Color(0, 0, 0, 14));
            graphics.fill(cast.createTransformedShape(new java.awt.geom.RoundRectangle2D.Double(
                    -spread, -spread, paper.getWidth() + 2.0 * spread, paper.getHeight() + 2.0 * spread, 8, 8)));
        }
    }

    private BufferedImage soften(BufferedImage photo) {
        float side = (float) random.nextDouble(0, 0.09);
        float[] weights = {0, side, 0, side, 1 - 4 * side, side, 0, side, 0};
        var softened = new BufferedImage(photo.getWidth(), photo.getHeight(), BufferedImage.TYPE_INT_RGB);
        new ConvolveOp(new Kernel(3, 3, weights), ConvolveOp.EDGE_NO_OP, null).filter(photo, softened);
        return softened;
    }

    /** Light that falls off to one side, a warm or cold lamp, and noise. */
    private BufferedImage expose(BufferedImage photo) {
        double across = random.nextDouble(-0.22, 0.22);
        double down = random.nextDouble(-0.22, 0.22);
        double light = random.nextDouble(0.78, 1.04);
        double warmth = random.nextDouble(-0.05, 0.07);
        double grain = random.nextDouble(2, 9);
        for (int y = 0; y < photo.getHeight(); y++) {
            for (int x = 0; x < photo.getWidth(); x++) {
                double here = light
                        * (1
                                + across * (x / (double) photo.getWidth() - 0.5)
                                + down * (y / (double) photo.getHeight() - 0.5));
                double noise = grain * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
                int rgb = photo.getRGB(x, y);
                int red = level((rgb >> 16 & 255) * here * (1 + warmth) + noise);
                int green = level((rgb >> 8 & 255) * here + noise);
                int blue = level((rgb & 255) * here * (1 - warmth) + noise);
                photo.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return photo;
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
