package io.kawara.trainer.drawing;

import static org.junit.jupiter.api.Assumptions.abort;

/** The machine's fonts for tests; {@code ./kawara test} installs one where there is none. */
final class InstalledFonts {
    static PageFonts orSkip() {
        try {
            return PageFonts.installed();
        } catch (IllegalArgumentException e) {
            return abort("skipped: " + e.getMessage());
        }
    }

    private InstalledFonts() {}
}
