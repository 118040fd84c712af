package io.kawara.ocr;

import java.nio.file.Path;

/** A language that was asked for but is not installed; the message says what to install. */
final class MissingLanguage extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingLanguage(String language, Path tessdata) {
        super(
                "Tesseract's language data '%s' is not in %s: install the package tesseract-ocr-%s, or set kawara.ocr.tessdata to the folder that has it"
                        .formatted(
                                language, tessdata, language.replace('_', '-').toLowerCase(java.util.Locale.ROOT)));
    }
}
