package io.kawara.fusion;

import io.kawara.contracts.Status;

/** What is to be done about a case. */
sealed interface Decision {
    /** Something that was asked for is still to come. */
    record Wait() implements Decision {}

    /** The case is closed. A failed one says why. */
    record Close(Status status, String reason) implements Decision {
        /** Every stage has spoken, and at least one answer came of it. */
        static final Close COMPLETE = new Close(Status.COMPLETE, null);

        /** Something that was asked for will not come, or not in time. */
        static final Close PARTIAL = new Close(Status.PARTIAL, null);

        /** Nothing came of it. */
        static Close failed(String reason) {
            return new Close(Status.FAILED, reason);
        }
    }
}
