/**
 * Pictures of answers: what was found and read on a page, drawn over it.
 *
 * <p>image and characters &rarr; {@link io.kawara.trainer.overlay.Overlay} &rarr; {@link io.kawara.trainer.overlay.PagePicture}.
 */
package io.kawara.trainer.overlay;
