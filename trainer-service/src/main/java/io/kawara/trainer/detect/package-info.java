/**
 * What a detector learns from and is measured by: pages with boxes.
 *
 * <p>{@code tables of pages} &rarr; {@link io.kawara.trainer.detect.PageSet} &rarr; {@link io.kawara.trainer.detect.CropSource} &rarr; {@code batches}, and
 * {@code a detector} &rarr; {@link io.kawara.trainer.detect.Found} &rarr; {@code boxes and how right they are}.
 */
package io.kawara.trainer.detect;
