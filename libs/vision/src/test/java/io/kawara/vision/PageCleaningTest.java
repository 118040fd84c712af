package io.kawara.vision;

import static io.kawara.vision.ImageTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PageCleaningTest {
    private static final int WIDTH = 70;
    private static final int HEIGHT = 50;

    @Test
    void showsDifferencesFromTheSurroundingsFourTimes() {
        // Given: a shadow from left to right, and a stroke
        var page = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < page.length; i++) {
            int x = i % WIDTH;
            page[i] = (byte) (x > 30 && x < 35 ? 60 : 100 + x);
        }

        try (var image = Image.of(WIDTH, HEIGHT, 1, page);
                var levelled = PageCleaning.levelled(image)) {
            var found = bytes(levelled);

            // Then: as the formula has it; the blur is rounded to bytes before it is taken four times
            for (int x = 0; x < WIDTH; x++) {
                double expected = 4 * (page[x] & 255) - 4 * blurred(page, x) + 128;
                assertThat(found[20 * WIDTH + x] & 255)
                        .as("column %d", x)
                        .isCloseTo((int) Math.max(0, Math.min(255, expected)), within(4));
            }
        }
    }

    /** A row's Gaussian of 10 pixels, 61 taps, reflected at the edges without the edge itself. */
    private static double blurred(byte[] page, int x) {
        double sum = 0;
        double whole = 0;
        for (int tap = -30; tap <= 30; tap++) {
            double weight = Math.exp(-tap * tap / 200.0);
            int at = Math.abs(x + tap);
            at = at >= WIDTH ? 2 * (WIDTH - 1) - at : at;
            sum += weight * (page[at] & 255);
            whole += weight;
        }
        return sum / whole;
    }

    @Test
    void takesShadowAndNoiseAwayAndLeavesInk() {
        var random = new SplittableRandom(1);
        var page = new byte[WIDTH * HEIGHT * 3];
        for (int i = 0; i < page.length; i++) {
            int x = i / 3 % WIDTH;
            boolean ink = x > 30 && x < 35;
            page[i] = (byte) ((ink ? 20 : 140 + x) + random.nextInt(5));
        }

        try (var image = Image.of(WIDTH, HEIGHT, 3, page);
                var levelled = PageCleaning.levelled(image);
                var cleaned = PageCleaning.cleaned(image)) {
            var found = bytes(cleaned);
            assertThat(cleaned.channels()).isEqualTo(3);
            assertThat(found[at(32)] & 255).isLessThan(20);
            assertThat(noise(found)).isLessThan(noise(bytes(levelled)) / 3);
            assertThat(Math.abs((found[at(48)] & 255) - (found[at(56)] & 255))).isLessThan(15);
        }
    }

    private static int at(int x) {
        return (25 * WIDTH + x) * 3;
    }

    /** How much neighbours differ on a line of paper. */
    private static double noise(byte[] pixels) {
        double sum = 0;
        for (int x = 45; x < 60; x++) {
            sum += Math.abs((pixels[at(x)] & 255) - (pixels[at(x + 1)] & 255));
        }
        return sum;
    }
}
