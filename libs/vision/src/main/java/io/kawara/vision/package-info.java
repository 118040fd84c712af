/**
 * Pictures: bytes &rarr; {@link io.kawara.vision.ImageHeader} (bounded) &rarr; {@link io.kawara.vision.ImageDecoder} &rarr;
 * {@link io.kawara.vision.Image}.
 *
 * <p>The only package that touches OpenCV.
 */
package io.kawara.vision;
