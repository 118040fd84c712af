/**
 * What comes in: checked, bounded, given an id and sent.
 *
 * <p>upload &rarr; {@link Submissions} &rarr; {@link ImageSender} &rarr; {@code images}.
 */
package io.kawara.gateway.intake;
