package io.kawara.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextHeightTest {
    /** The letters' middle height is half to three quarters of the font's size. */
    @ParameterizedTest
    @CsvSource({"16, BLACK", "32, BLACK", "64, BLACK", "32, WHITE"})
    void followsTheFontsSize(int size, String ink) {
        byte[] page = Files.write(page(size, ink.equals("BLACK")), "png");
        try (Image image = ImageDecoder.decode(page, ImageLimits.DEFAULT)) {
            assertThat(TextHeight.estimate(image).orElseThrow()).isBetween(0.45 * size, 0.8 * size);
        }
    }

    @Test
    void isUnknownWhereNothingStandsOut() {
        try (Image flat = Image.of(100, 100, 1, ImageTest.filled(10_000, 200))) {
            assertThat(TextHeight.estimate(flat)).isEmpty();
        }
    }

    private static BufferedImage page(int size, boolean dark) {
        BufferedImage image = new BufferedImage(1000, 400, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(dark ? Color.WHITE : Color.DARK_GRAY);
        graphics.fillRect(0, 0, 1000, 400);
        graphics.setColor(dark ? Color.BLACK : Color.WHITE);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
        graphics.drawString("Seven slips and a Receipt", 20, 100);
        graphics.drawString("of things bought in Town", 20, 250);
        graphics.dispose();
        return image;
    }
}
