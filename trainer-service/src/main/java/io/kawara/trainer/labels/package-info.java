/**
 * Decides which labels count.
 *
 * <p>{@code labels} &rarr; {@link io.kawara.trainer.labels.LabelLedger} &rarr; {@link io.kawara.trainer.labels.LabelStates} &rarr; what is learnt from and
 * measured by. Whatever changes labels is itself a record of {@code labels}, so that a ledger that is written anew comes to the same. {@link io.kawara.trainer.labels.Verdicts}
 * and {@code LabelWriter} write them.
 */
package io.kawara.trainer.labels;
