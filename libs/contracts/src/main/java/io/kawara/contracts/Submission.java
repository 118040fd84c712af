package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Which record on {@code images} is meant: its partition (the lane) and its offset, written {@code partition-offset}. */
public record Submission(int lane, long offset) {
    public Submission {
        if (lane < 0 || offset < 0) {
            throw new IllegalArgumentException("not a submission: lane " + lane + ", offset " + offset);
        }
    }

    @JsonCreator
    public static Submission parse(String text) {
        int dash = text.indexOf('-');
        try {
            return new Submission(Integer.parseInt(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a submission (partition-offset): " + text, e);
        }
    }

    @JsonValue
    @Override
    public String toString() {
        return lane + "-" + offset;
    }
}
