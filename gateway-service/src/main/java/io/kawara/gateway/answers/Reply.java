package io.kawara.gateway.answers;

/** What a caller gets for an image: its {@link Answer}, or that it is {@link Pending}. */
public sealed interface Reply permits Answer, Pending {}
