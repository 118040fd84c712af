/**
 * Shows the whole loop on real input, through a running stack, as anybody may do it.
 *
 * <p>a folder of labelled products &rarr; {@link io.kawara.trainer.demo.LoopDemo} (images and labels in, trainings asked for, an oracle who reviews)
 * &rarr; {@link io.kawara.trainer.demo.LoopTable}.
 */
package io.kawara.trainer.demo;
