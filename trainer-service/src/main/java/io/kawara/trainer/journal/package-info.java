/**
 * Keeps what a training reports: {@code steps and epochs} &rarr; {@link io.kawara.trainer.journal.Journal} &rarr; {@code
 * metrics.csv, steps.csv, TensorBoard's events, curves.png}.
 *
 * <p>A training that is resumed continues the files at its checkpoint's step: what was written after it is taken back.
 */
package io.kawara.trainer.journal;
