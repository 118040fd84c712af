/**
 * Batches for a training, each row changed a little and differently in every epoch.
 *
 * <p>rows &rarr; {@link io.kawara.trainer.augment.KeptPictures} or tokens &rarr; {@link io.kawara.trainer.augment.PictureSource} or {@link
 * io.kawara.trainer.augment.TokenSource} &rarr; batches. What is done to a row or a batch lies in {@code io.kawara.trainer.transform}; what is random is
 * drawn from seed, epoch, batch and place alone, so a training can be repeated.
 */
package io.kawara.trainer.augment;
