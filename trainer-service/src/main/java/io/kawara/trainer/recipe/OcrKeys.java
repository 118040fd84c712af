package io.kawara.trainer.recipe;

import io.kawara.contracts.Pipeline;
import java.util.List;

/**
 * How the words in a picture are read, as in a pipeline: a text model must learn from what it will be given.
 *
 * @param languages Tesseract's language codes
 * @param pageSegmentation Tesseract's page segmentation mode
 */
public record OcrKeys(
        @Default("[eng]") List<String> languages,
        @Default("3") int pageSegmentation) {
    public OcrKeys {
        new Pipeline.Ocr(languages, pageSegmentation); // refuses what a pipeline would
    }

    public Pipeline.Ocr contract() {
        return new Pipeline.Ocr(languages, pageSegmentation);
    }
}
