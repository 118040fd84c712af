/**
 * Reads the text in images.
 *
 * <p>{@code images} &rarr; {@link io.kawara.ocr.TextRecognizer} &rarr; {@code texts}. Start reading at {@link io.kawara.ocr.OcrStage}.
 */
package io.kawara.ocr;
