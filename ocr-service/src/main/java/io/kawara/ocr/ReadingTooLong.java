package io.kawara.ocr;

import java.time.Duration;

/** An image was given up because reading it took longer than it may; the message is the sentence that the sender is answered with. */
final class ReadingTooLong extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReadingTooLong(Duration patience) {
        super("reading the image took longer than %d s and was given up".formatted(patience.toSeconds()));
    }
}
