package io.kawara.trainer.catalogue;

import io.kawara.contracts.Result;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Puts images and answers into a catalogue as its follower does, for tests of what is made of them. */
public final class Shelf {
    public static void put(Handle handle, ArchivedImage image, Result answer) {
        ImageRows.write(handle, image);
        ImageRows.write(handle, answer, Instant.EPOCH);
    }

    private Shelf() {}
}
