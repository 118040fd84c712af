package io.kawara.trainer.augment;

import io.kawara.trainer.transform.Raster;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Small colourful drawings without any symmetry, so that whatever is done to them shows. */
final class Scenes {
    static final int COUNT = 4;
    private static final Color[] SKIES = {
        new Color(90, 170, 240), new Color(250, 190, 110), new Color(120, 100, 200), new Color(170, 220, 190)
    };
    private static final Color[] GROUNDS = {
        new Color(80, 160, 70), new Color(30, 90, 150), new Color(40, 50, 70), new Color(200, 170, 90)
    };

    /** One of the drawings, 4 wide to 3 high. */
    static Raster scene(int number, int width) {
        int height = width * 3 / 4;
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(width / 80.0, height / 60.0);
        graphics.setPaint(new GradientPaint(0, 0, SKIES[number], 0, 45, Color.WHITE));
        graphics.fillRect(0, 0, 80, 60);
        graphics.setColor(GROUNDS[number]);
        graphics.fillRect(0, 42, 80, 18);
        switch (number) {
            case 0 -> house(graphics);
            case 1 -> boat(graphics);
            case 2 -> town(graphics);
            default -> balloon(graphics);
        }
        graphics.dispose();
        return raster(image);
    }

    private static void house(Graphics2D graphics) {
        disc(graphics, new Color(255, 220, 60), 60, 4, 14);
        graphics.setColor(new Color(200, 60, 50));
        graphics.fill(new Polygon(new int[] {8, 24, 40}, new int[] {28, 12, 28}, 3));
        graphics.setColor(new Color(240, 225, 190));
        graphics.fillRect(11, 28, 26, 22);
        graphics.setColor(new Color(120, 70, 40));
        graphics.fillRect(28, 36, 6, 14);
        graphics.setColor(new Color(60, 90, 140));
        graphics.fillRect(15, 33, 8, 7);
        graphics.setColor(new Color(110, 70, 40));
        graphics.fillRect(58, 32, 4, 18);
        disc(graphics, new Color(40, 120, 50), 51, 20, 18);
    }

    private static void boat(Graphics2D graphics) {
        disc(graphics, new Color(240, 80, 60), 10, 28, 18);
        graphics.setColor(Color.WHITE);
        graphics.fill(new Polygon(new int[] {48, 48, 68}, new int[] {8, 38, 38}, 3));
        graphics.setColor(new Color(150, 30, 60));
        graphics.fill(new Polygon(new int[] {30, 74, 66, 38}, new int[] {40, 40, 50, 50}, 4));
        graphics.setColor(new Color(30, 90, 150));
        graphics.fillRect(0, 48, 80, 12);
    }

    private static void town(Graphics2D graphics) {
        disc(graphics, new Color(250, 250, 210), 12, 6, 10);
        int[] heights = {20, 34, 26, 40, 16};
        for (int i = 0; i < heights.length; i++) {
            graphics.setColor(new Color(70 + 20 * i, 60, 90 + 10 * i));
            graphics.fillRect(22 + 11 * i, 52 - heights[i], 9, heights[i]);
            graphics.setColor(new Color(255, 220, 90));
            graphics.fillRect(24 + 11 * i, 56 - heights[i], 2, 3);
            graphics.fillRect(27 + 11 * i, 64 - heights[i], 2, 3);
        }
    }

    private static void balloon(Graphics2D graphics) {
        disc(graphics, new Color(230, 60, 120), 40, 4, 30);
        graphics.setColor(new Color(250, 230, 80));
        graphics.fillRect(51, 4, 8, 30);
        graphics.setColor(new Color(110, 70, 40));
        graphics.fillRect(51, 40, 8, 6);
        graphics.setColor(new Color(160, 120, 60));
        graphics.fill(new Polygon(new int[] {0, 16, 36}, new int[] {60, 26, 60}, 3));
    }

    private static void disc(Graphics2D graphics, Color colour, int x, int y, int size) {
        graphics.setColor(colour);
        graphics.fillOval(x, y, size, size);
    }

    static Raster raster(BufferedImage image) {
        int width = image.getWidth();
        int[] colours = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        var pixels = new byte[colours.length * 3];
        for (int i = 0; i < colours.length; i++) {
            pixels[3 * i] = (byte) (colours[i] >> 16);
            pixels[3 * i + 1] = (byte) (colours[i] >> 8);
            pixels[3 * i + 2] = (byte) colours[i];
        }
        return new Raster(width, image.getHeight(), 3, pixels);
    }

    static BufferedImage image(Raster picture) {
        var image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        byte[] pixels = picture.pixels();
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            int at = i * picture.channels();
            int red = pixels[at] & 255;
            int green = picture.channels() == 1 ? red : pixels[at + 1] & 255;
            int blue = picture.channels() == 1 ? red : pixels[at + 2] & 255;
            image.setRGB(i % picture.width(), i / picture.width(), red << 16 | green << 8 | blue);
        }
        return image;
    }

    private Scenes() {}
}
