/**
 * Says whether the stream has changed.
 *
 * <p>catalogued answers &rarr; {@code AnswerHistogram} of each day &rarr; {@link io.kawara.trainer.drift.StabilityIndex} &rarr;
 * {@link io.kawara.trainer.drift.Drift}.
 */
package io.kawara.trainer.drift;
