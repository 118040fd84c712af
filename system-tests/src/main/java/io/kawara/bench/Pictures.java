package io.kawara.bench;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures to work on, drawn the same each time. */
final class Pictures {
    private static final String WORDS =
            "Broadsheets of old Japan were printed from tiles, with picture and writing on one sheet, and sold in the"
                    + " streets.";

    /** A square JPEG with the detail of a photo. */
    static byte[] photo(int side) throws IOException {
        return photo(side, 1);
    }

    /** Others with another seed. */
    static byte[] photo(int side, long seed) throws IOException {
        var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(
                    random.nextInt(side), random.nextInt(side), random.nextInt(side / 4), random.nextInt(side / 4));
        }
        graphics.dispose();
        return encode(picture, "jpg");
    }

    /** A PNG of black print on white: {@code lines} lines in letters of {@code size} points. */
    static byte[] print(int width, int height, int lines, int size) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        var graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SERIF, Font.PLAIN, size));
        int characters = Math.min(WORDS.length(), (int) (width * 1.8 / size) - 4);
        for (int line = 0; line < lines; line++) {
            graphics.drawString(WORDS.substring(0, characters), size, (int) (size * 1.5 * (line + 1)));
        }
        graphics.dispose();
        return encode(picture, "png");
    }

    static byte[] encode(BufferedImage picture, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }

    private Pictures() {}
}
