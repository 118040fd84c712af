/**
 * What may be done to a picture, a batch or a text: each a small record whose components are its keys in a recipe, and a pure function of what it is given
 * and of a source of chance.
 *
 * <p>{@link io.kawara.trainer.transform.Raster} &rarr; {@link io.kawara.trainer.transform.PictureStep} &rarr; picture, then batch &rarr; {@link
 * io.kawara.trainer.transform.BatchStep} &rarr; batch. Only {@code io.kawara.trainer.augment} knows rows, seeds and epochs.
 */
package io.kawara.trainer.transform;
