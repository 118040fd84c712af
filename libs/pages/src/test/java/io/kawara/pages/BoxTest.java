package io.kawara.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoxTest {
    /** The seeds count the last pixel as well: with sides that are one longer, our boxes are theirs. */
    @Test
    void sharesWhatTheSeedsSayWithSidesThatIncludeTheLastPixel() {
        var a = new Box(0, 0, 11, 11, 1);
        var b = new Box(5, 0, 16, 11, 1);

        assertThat(a.iou(b)).isEqualTo(0.375);
        assertThat(new Box(0, 0, 10, 10, 1).iou(new Box(5, 0, 15, 10, 1))).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(a.intersection(b) / b.area()).isCloseTo(0.5454545454545454, within(1e-12));
    }
}
