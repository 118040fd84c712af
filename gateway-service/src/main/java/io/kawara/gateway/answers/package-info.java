/**
 * What comes back: followed, remembered for a while, handed to whoever waits.
 *
 * <p>{@code results} &rarr; {@link ResultFollower} &rarr; {@link Answers}; what is no longer remembered is read again from {@link Archive}.
 */
package io.kawara.gateway.answers;
