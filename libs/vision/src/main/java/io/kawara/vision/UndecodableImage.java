package io.kawara.vision;

/** Bytes that no picture can be made of; the message is the sentence that the sender is answered with. */
public final class UndecodableImage extends RuntimeException {
    public UndecodableImage(String reason) {
        super(reason);
    }

    UndecodableImage(String reason, Throwable cause) {
        super(reason, cause);
    }
}
