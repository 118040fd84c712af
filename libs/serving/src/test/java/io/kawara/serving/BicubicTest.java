package io.kawara.serving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BicubicTest {
    @Test
    void twiceAsWideWeighsFourNeighboursByKeysCubic() {
        // Targets lie a quarter pixel beside the sources: weights -0.0703125, 0.8671875, 0.2265625, -0.0234375.
        byte[] step = {0, 0, 0, 0, (byte) 200, (byte) 200, (byte) 200, (byte) 200};

        var wide = new Pixels(step, 8, 1, 1).resized(16, 1).bytes();

        assertThat(wide[6]).as("200 * -0.0703125, below 0").isZero();
        assertThat(wide[7] & 255).as("200 * (0.2265625 - 0.0234375) = 40.6").isEqualTo(41);
        assertThat(wide[8] & 255).as("200 * (0.8671875 - 0.0703125) = 159.4").isEqualTo(159);
        assertThat(wide[9] & 255).as("200 * (1 + 0.0703125) = 214.1").isEqualTo(214);
    }

    @Test
    void halfAsWideWeighsEightNeighbours() {
        // The cubic is twice as wide: sources at 0.25, 0.75, 1.25 and 1.75 of it on either side, normalised by their
        // sum, 2.
        byte[] one = {0, 0, 0, 0, 0, 0, (byte) 240, 0, 0, 0, 0, 0, 0, 0, 0, 0};

        var half = new Pixels(one, 16, 1, 1).resized(8, 1).bytes();

        assertThat(half[3] & 255).as("240 * 0.8671875 / 2 = 104.06").isEqualTo(104);
        assertThat(half[2] & 255).as("240 * 0.2265625 / 2 = 27.19").isEqualTo(27);
        assertThat(half[4] & 255).as("240 * -0.0703125 / 2, below 0").isZero();
    }

    @Test
    void aPlainPictureStaysPlain() {
        var grey = new byte[7 * 5 * 3];
        java.util.Arrays.fill(grey, (byte) 137);

        var resized = new Pixels(grey, 7, 5, 3).resized(11, 3);

        assertThat(resized.bytes()).hasSize(11 * 3 * 3).containsOnly((byte) 137);
    }

    @Test
    void columnsAreResizedAsRowsAre() {
        byte[] picture = {0, 10, 20, 40, 80, (byte) 160, 7, 0, (byte) 255, 1, 2, 3};

        var wide = new Pixels(picture, 4, 3, 1).resized(6, 3);
        var tall = new Pixels(picture, 4, 3, 1).turned(1).resized(3, 6);

        assertThat(tall).isEqualTo(wide.turned(1));
    }
}
