package io.kawara.trainer.catalogue;

import io.kawara.contracts.Label;
import io.kawara.contracts.Ruling;
import org.jdbi.v3.core.Handle;

/**
 * Writes down what is said of images, and decides what of it counts.
 *
 * <p>Is called within the transaction in which the record's place on its topic is remembered: whatever it does through the handle is done once, and what it
 * does elsewhere may be done again.
 */
public interface LabelBook {
    /** Takes a label; the image may come later, or be deleted. The same label again changes nothing. */
    void take(Handle handle, Label label);

    /** Follows a ruling on labels, some of which may come later. The same ruling again changes nothing. */
    void rule(Handle handle, Ruling ruling);

    /** Forgets all that was said of an image. */
    void forget(Handle handle, String image);

    /** Forgets all that was ever said: it will be told again from the topic's beginning. */
    void clear(Handle handle);
}
