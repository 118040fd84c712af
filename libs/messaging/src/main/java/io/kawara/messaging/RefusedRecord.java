package io.kawara.messaging;

/** A record of the registry that is not believed: where it lies, what it would have changed, and why not. */
public record RefusedRecord(long offset, String key, String reason) {}
