/**
 * Finds where characters are on a page.
 *
 * <p>{@code images} &rarr; {@link io.kawara.detector.CharacterDetector} &rarr; {@code characters}, {@code predictions}. Start reading at
 * {@link io.kawara.detector.DetectorStage}.
 */
package io.kawara.detector;
