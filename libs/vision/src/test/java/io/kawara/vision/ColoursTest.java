package io.kawara.vision;

import static io.kawara.vision.ImageTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColoursTest {
    @Test
    void followsCurves() {
        try (Image image = Image.of(4, 1, 1, new byte[] {0, 64, (byte) 128, -1});
                Image brighter = Colours.contrast(image, 1, 0.1);
                Image flatter = Colours.contrast(image, 0.5, 0);
                Image darker = Colours.gamma(image, 2);
                Image negative = Colours.mapped(image, v -> 255 - v)) {
            assertThat(bytes(brighter)).containsExactly(26, 90, (byte) 154, -1);
            assertThat(bytes(flatter)).containsExactly(64, 96, (byte) 128, (byte) 191);
            assertThat(bytes(darker)).containsExactly(0, 16, 64, -1);
            assertThat(bytes(negative)).containsExactly(-1, (byte) 191, 127, 0);
        }
    }

    @Test
    void turnsHues() {
        try (Image red = Image.of(1, 1, 3, new byte[] {-1, 0, 0});
                Image green = Colours.hueSaturationValue(red, 120, 1, 1);
                Image gray = Colours.hueSaturationValue(red, 0, 0, 0.5)) {
            assertThat(bytes(green)[1]).isEqualTo((byte) -1);
            assertThat(bytes(green)[0] & 0xff).isLessThan(6);
            assertThat(bytes(gray)).containsExactly((byte) 128, (byte) 128, (byte) 128);
        }
    }

    @Test
    void drawsTheSameNoiseFromTheSameSeed() {
        try (Image flat = Image.of(50, 50, 1, ImageTest.filled(2500, 100));
                Image first = Colours.noise(flat, 10, 42);
                Image again = Colours.noise(flat, 10, 42);
                Image other = Colours.noise(flat, 10, 43)) {
            assertThat(bytes(again)).containsExactly(bytes(first));
            assertThat(bytes(other)).isNotEqualTo(bytes(first));
            double sum = 0;
            double squares = 0;
            for (byte value : bytes(first)) {
                double noise = (value & 0xff) - 100;
                sum += noise;
                squares += noise * noise;
            }
            assertThat(sum / 2500).isBetween(-1.0, 1.0);
            assertThat(Math.sqrt(squares / 2500)).isBetween(9.0, 11.0);
        }
    }

    @Test
    void erasesARectangle() {
        try (Image image = Image.of(4, 2, 1, new byte[] {0, 10, 20, 30, 40, 50, 60, 70});
                Image erased = Colours.filled(image, 2, 0, 9, 9, 7)) {
            assertThat(bytes(erased)).containsExactly(0, 10, 7, 7, 40, 50, 7, 7);
        }
    }

    @Test
    void blursWhatIsSharp() {
        byte[] dot = new byte[81];
        dot[40] = -1;
        try (Image image = Image.of(9, 9, 1, dot);
                Image blurred = Colours.blurred(image, 1)) {
            assertThat(bytes(blurred)[40] & 0xff).isBetween(35, 50);
            assertThat(bytes(blurred)[41]).isBetween((byte) 15, (byte) 35);
        }
    }
}
