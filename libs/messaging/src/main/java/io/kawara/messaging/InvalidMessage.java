package io.kawara.messaging;

import java.io.IOException;

/** Bytes on a topic that are not the message they should be. They go to the topic's dead letters. */
public final class InvalidMessage extends IOException {
    private static final long serialVersionUID = 1;

    public InvalidMessage(String message) {
        super(message);
    }
}
