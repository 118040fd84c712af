/**
 * Ranks labels for an image's words.
 *
 * <p>{@code texts} &rarr; {@link io.kawara.text.TextClassifier} &rarr; {@code predictions}. Start reading at {@link io.kawara.text.TextStage}.
 */
package io.kawara.text;
