/**
 * The trainer's commands.
 *
 * <p>recipe, labelled data &rarr; {@link io.kawara.trainer.TrainCommand} &rarr; a better model &rarr; registry. The ideas are in the packages below:
 * {@code recipe}, {@code data}, {@code augment}, {@code zoo}, {@code training}, {@code run}, {@code evaluate}, {@code publish}.
 */
package io.kawara.trainer;
