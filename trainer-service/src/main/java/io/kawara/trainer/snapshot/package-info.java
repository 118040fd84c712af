/**
 * Fixes what a training learns from, so that it can be said for ever.
 *
 * <p>labels that count &rarr; {@link io.kawara.trainer.snapshot.Selection} &rarr; {@link io.kawara.trainer.snapshot.Manifest} &rarr; {@link
 * io.kawara.trainer.snapshot.SnapshotFolder} &rarr; any recipe. {@link io.kawara.trainer.snapshot.Leaks} refuses what would be measured on what was
 * learnt.
 */
package io.kawara.trainer.snapshot;
