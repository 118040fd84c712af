/**
 * Brings labelled images in, and writes them back.
 *
 * <p>files &rarr; {@link io.kawara.trainer.importing.LabelledFiles} &rarr; {@link io.kawara.trainer.importing.Import} &rarr; {@code images}, {@code
 * labels}; catalogue &rarr; {@link io.kawara.trainer.importing.Export} &rarr; files.
 */
package io.kawara.trainer.importing;
