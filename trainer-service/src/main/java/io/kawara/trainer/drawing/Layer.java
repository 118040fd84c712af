package io.kawara.trainer.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;

/** How much ink lies on each pixel, from 0 to 255, row by row. */
final class Layer {
    /** From here on a pixel counts as ink. */
    static final int INK = 110;

    final int width;
    final int height;
    final byte[] ink;

    Layer(int width, int height) {
        this.width = width;
        this.height = height;
        this.ink = new byte[width * height];
    }

    /** Adds shapes. */
    void draw(Shape... shapes) {
        for (Shape shape : shapes) {
            draw(shape, 0, List.of());
        }
    }

    /**
     * Adds a shape that is made thicker, or thinner where {@code thicker} is negative, by so many pixels, and others as they are.
     *
     * @return the box around what became ink, or null where nothing did
     */
    Rectangle draw(Shape shape, double thicker, List<? extends Shape> others) {
        var bounds = shape.getBounds();
        others.forEach(other -> bounds.add(other.getBounds()));
        int margin = 2 + (int) Math.abs(thicker);
        bounds.grow(margin, margin);
        var part = bounds.intersection(new Rectangle(width, height));
        if (part.isEmpty()) {
            return null;
        }
        var mask = new BufferedImage(part.width, part.height, BufferedImage.TYPE_BYTE_GRAY);
        var pen = mask.createGraphics();
        try {
            fill(pen, part, shape, thicker, others);
        } finally {
            pen.dispose();
        }
        return add(((DataBufferByte) mask.getRaster().getDataBuffer()).getData(), part);
    }

    private static void fill(
            Graphics2D pen, Rectangle part, Shape shape, double thicker, List<? extends Shape> others) {
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.translate(-part.x, -part.y);
        pen.setColor(Color.WHITE);
        pen.fill(shape);
        if (thicker != 0) {
            pen.setColor(thicker > 0 ? Color.WHITE : Color.BLACK);
            pen.setStroke(new BasicStroke((float) Math.abs(thicker), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            pen.draw(shape);
        }
        pen.setColor(Color.WHITE);
        others.forEach(pen::fill);
    }

    private Rectangle add(byte[] mask, Rectangle part) {
        int left = part.width;
        int top = part.height;
        int right = -1;
        int bottom = -1;
        for (int y = 0; y < part.height; y++) {
            int to = (part.y + y) * width + part.x;
            for (int x = 0; x < part.width; x++, to++) {
                int value = mask[y * part.width + x] & 255;
                if (value > (ink[to] & 255)) {
                    ink[to] = (byte) value;
                }
                if (value >= INK) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = y;
                }
            }
        }
        return right < 0 ? null : new Rectangle(part.x + left, part.y + top, right - left + 1, bottom - top + 1);
    }

    /** Left and right exchanged. */
    Layer mirrored() {
        var mirrored = new Layer(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                mirrored.ink[y * width + x] = ink[y * width + width - 1 - x];
            }
        }
        return mirrored;
    }

    /** The mean over a square around each pixel, twice; {@code radius} 0 changes nothing. */
    Layer blurred(int radius) {
        return radius == 0 ? this : blurredOnce(radius).blurredOnce(radius);
    }

    private Layer blurredOnce(int radius) {
        var across = new Layer(width, height);
        for (int y = 0; y < height; y++) {
            mean(ink, across.ink, y * width, 1, width, radius);
        }
        var blurred = new Layer(width, height);
        for (int x = 0; x < width; x++) {
            mean(across.ink, blurred.ink, x, width, height, radius);
        }
        return blurred;
    }

    private static void mean(byte[] from, byte[] to, int start, int step, int count, int radius) {
        int sum = 0;
        for (int i = 0; i < Math.min(radius, count); i++) {
            sum += from[start + i * step] & 255;
        }
        int square = 2 * radius + 1;
        for (int i = 0; i < count; i++) {
            sum += i + radius < count ? from[start + (i + radius) * step] & 255 : 0;
            sum -= i - radius > 0 ? from[start + (i - radius - 1) * step] & 255 : 0;
            to[start + i * step] = (byte) (sum / square);
        }
    }

    /** Mixed with its four neighbours, each by this share: softness below a pixel. */
    Layer softened(double share) {
        var softened = new Layer(width, height);
        System.arraycopy(ink, 0, softened.ink, 0, ink.length);
        for (int y = 1; y < height - 1; y++) {
            for (int at = y * width + 1; at < (y + 1) * width - 1; at++) {
                int around =
                        (ink[at - 1] & 255) + (ink[at + 1] & 255) + (ink[at - width] & 255) + (ink[at + width] & 255);
                softened.ink[at] = (byte) (share * around + (1 - 4 * share) * (ink[at] & 255) + 0.5);
            }
        }
        return softened;
    }
}
