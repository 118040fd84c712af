/**
 * Draws pages of old Japanese print and handwriting, with a box for each character and the order they are read in.
 *
 * <p>seed and fonts &rarr; {@link io.kawara.trainer.drawing.Layout} &rarr; {@link io.kawara.trainer.drawing.Scribe} &rarr; {@link
 * io.kawara.trainer.drawing.Sheet} &rarr; {@link io.kawara.trainer.drawing.Paper} &rarr; page. Start reading at {@link
 * io.kawara.trainer.drawing.PageGenerator}.
 */
package io.kawara.trainer.drawing;
