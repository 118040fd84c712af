/**
 * Remembers every image, its answer and what was said of it.
 *
 * <p>{@code images}, {@code results}, {@code labels} &rarr; {@link io.kawara.trainer.catalogue.Database} &rarr; whoever asks.
 */
package io.kawara.trainer.catalogue;
