/**
 * Classifiers that read the boxes of a page together.
 *
 * <p>Pages with true and found boxes &rarr; {@link CropBoxes} of a random crop &rarr; {@link RegionSource} of batches.
 */
package io.kawara.trainer.context;
