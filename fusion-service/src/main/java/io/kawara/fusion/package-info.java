/**
 * Makes one answer of everything that the stages say about an image.
 *
 * <p>{@code images} + {@code texts} + {@code predictions} &rarr; {@link Lane} of {@link Case}s &rarr; {@code results}. Start reading at
 * {@link FusionTopology}; {@link FusionStage} runs it.
 */
package io.kawara.fusion;
