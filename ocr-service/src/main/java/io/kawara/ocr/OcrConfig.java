package io.kawara.ocr;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What can be set for reading text. */
@ConfigMapping(prefix = "kawara.ocr")
interface OcrConfig {
    /** The folder with Tesseract's language data; else that of {@code TESSDATA_PREFIX}, else where packages put it. */
    Optional<Path> tessdata();

    /** Images that are read at a time; else as many as there are processors. */
    OptionalInt workers();

    /** How long one image may take before it is answered as failed; far beyond what any page takes. */
    @WithDefault("3m")
    Duration patience();

    /** Language sets that each worker keeps ready; each takes tens of megabytes. */
    @WithDefault("2")
    int languageSets();
}
