/**
 * Ranks labels for an image.
 *
 * <p>{@code images} &rarr; {@link io.kawara.classifier.ImageClassifier} &rarr; {@code predictions}. Start reading at
 * {@link io.kawara.classifier.ClassifierStage}.
 */
package io.kawara.classifier;
