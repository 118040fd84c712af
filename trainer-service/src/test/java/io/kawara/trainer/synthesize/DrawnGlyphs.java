package io.kawara.trainer.synthesize;

import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Letters in Java's logical fonts, each a little different: glyphs for tests that owe nobody anything. */
public final class DrawnGlyphs {
    private static final String[] FONTS = {Font.SERIF, Font.SANS_SERIF, Font.MONOSPACED};

    /** So many of each letter, always the same ones. */
    public static Glyphs of(int each) {
        var glyphs = new Glyphs.Builder();
        var random = new SplittableRandom(5);
        for (int letter = 0; letter < Glyphs.LETTERS; letter++) {
            for (int i = 0; i < each; i++) {
                glyphs.add(letter, drawn((char) ('A' + letter), FONTS[i % FONTS.length], random));
            }
        }
        return glyphs.build();
    }

    /** As the competition's table: id, letter, 0 to 783. */
    public static void write(Glyphs glyphs, Path file) throws IOException {
        var text = new StringBuilder("id,letter");
        for (int i = 0; i < Glyphs.SIDE * Glyphs.SIDE; i++) {
            text.append(',').append(i);
        }
        int id = 0;
        for (int letter = 0; letter < Glyphs.LETTERS; letter++) {
            for (byte[] glyph : glyphs.of(letter)) {
                text.append('\n').append(id++).append(',').append((char) ('A' + letter));
                for (byte pixel : glyph) {
                    text.append(',').append(pixel & 255);
                }
            }
        }
        Files.writeString(file, text.append('\n'));
    }

    private static byte[] drawn(char letter, String font, SplittableRandom random) {
        var image = new BufferedImage(Glyphs.SIDE, Glyphs.SIDE, BufferedImage.TYPE_BYTE_GRAY);
        var pen = image.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setColor(Color.WHITE);
            pen.setFont(new Font(font, random.nextInt(2), 20 + random.nextInt(5)));
            var outline = pen.getFont()
                    .createGlyphVector(pen.getFontRenderContext(), String.valueOf(letter))
                    .getOutline();
            var box = outline.getBounds2D();
            var place = AffineTransform.getTranslateInstance(Glyphs.SIDE / 2.0, Glyphs.SIDE / 2.0);
            place.rotate(0.3 * (random.nextDouble() - 0.5));
            place.shear(0.4 * (random.nextDouble() - 0.5), 0);
            place.translate(-box.getCenterX(), -box.getCenterY());
            pen.fill(place.createTransformedShape(outline));
        } finally {
            pen.dispose();
        }
        var pixels = new byte[Glyphs.SIDE * Glyphs.SIDE];
        image.getRaster().getDataElements(0, 0, Glyphs.SIDE, Glyphs.SIDE, pixels);
        return pixels;
    }

    private DrawnGlyphs() {}
}
