/**
 * Pages of characters: their files, how right an answer is, and in which order they are read.
 *
 * <p>CSV &rarr; {@link io.kawara.trainer.pages.PageTable} &rarr; {@link io.kawara.pages.Page} &rarr; {@link
 * io.kawara.trainer.pages.PageReport} (scores), {@link io.kawara.pages.ReadingOrder}, {@link io.kawara.trainer.pages.PageXml}, {@link
 * io.kawara.trainer.pages.CocoFile}.
 */
package io.kawara.trainer.pages;
