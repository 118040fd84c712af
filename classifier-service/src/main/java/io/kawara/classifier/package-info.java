/**
 * Ranks labels for an image, and reads the characters in the boxes of a page.
 *
 * <p>{@code images} &rarr; {@link io.kawara.classifier.ImageClassifier} &rarr; {@code predictions}. {@code characters} &rarr; {@link
 * io.kawara.classifier.PageClassifier} &rarr; {@code predictions}. Start reading at {@link io.kawara.classifier.ClassifierStage} and {@link
 * io.kawara.classifier.CharacterStage}; what both do alike is {@link io.kawara.classifier.AnsweringStage}.
 */
package io.kawara.classifier;
