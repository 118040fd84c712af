package io.kawara.trainer.overlay;

import java.awt.Color;

/**
 * Steps of confidence and how their boxes look, as on the gateway's page: from dark blue over red to orange both lightness and hue go one way, so that they
 * are told apart without seeing red or green, and in grey.
 */
enum Confidence {
    SURE(0.95, "95 % and more", 0x12377f, 1.2),
    LIKELY(0.8, "80 to 95 %", 0x7b45b5, 1.6),
    DOUBTFUL(0.5, "50 to 80 %", 0xd54a63, 2.2),
    UNLIKELY(0, "below 50 %", 0xe88a00, 2.8);

    /** The least score, in [0,1]. */
    final double from;

    final String title;
    final Color colour;
    /** Of a box's lines, in units of the thinnest. */
    final double width;

    Confidence(double from, String title, int colour, double width) {
        this.from = from;
        this.title = title;
        this.colour = new Color(colour);
        this.width = width;
    }

    static Confidence of(double score) {
        for (Confidence step : values()) {
            if (score >= step.from) {
                return step;
            }
        }
        return UNLIKELY;
    }
}
