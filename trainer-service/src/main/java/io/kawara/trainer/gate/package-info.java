/**
 * Decides whether what was trained may serve.
 *
 * <p>a run's models and the golden images of its snapshot &rarr; {@link io.kawara.trainer.gate.Figures} of candidate and champion &rarr; {@link
 * io.kawara.trainer.gate.Gate} &rarr; {@link io.kawara.trainer.gate.Judge} &rarr; {@code registry}, {@code model-events}, {@code trainings}.
 */
package io.kawara.trainer.gate;
