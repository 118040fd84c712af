package io.kawara.ocr;

import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.TextLine;
import io.kawara.contracts.TextRead;
import io.kawara.messaging.Registry;
import io.kawara.vision.UndecodableImage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Answers an image as its pipeline asks: with what is written in it, and with the words that came along. Thread-safe. */
final class ImageReader {
    private final TextRecognizer recognizer;

    ImageReader(TextRecognizer recognizer) {
        this.recognizer = recognizer;
    }

    /** Nothing where the pipeline has no use for text; a picture that cannot be read is an answer too. */
    Optional<TextRead> read(SubmittedImage image, Registry registry) {
        Optional<Pipeline> pipeline = registry.pipeline(image.pipeline());
        if (pipeline.isEmpty()) {
            String reason = "pipeline " + image.pipeline() + " is not known to the OCR service";
            return Optional.of(answer(image, Outcome.ABSENT, reason, List.of(), null));
        }
        return pipeline.filter(Pipeline::hasText).map(known -> read(image, known.ocr()));
    }

    private TextRead read(SubmittedImage image, Pipeline.Ocr settings) {
        if (settings == null) {
            return answer(image, Outcome.ABSENT, "the pipeline does not ask to read the image", List.of(), null);
        }
        long start = System.nanoTime();
        try {
            List<TextLine> lines = recognizer.read(image.content().read(), settings);
            double millis = (System.nanoTime() - start) / 1e6;
            return lines.isEmpty()
                    ? answer(image, Outcome.ABSENT, "no text was found in the image", lines, millis)
                    : answer(image, Outcome.OK, null, lines, millis);
        } catch (IOException | UndecodableImage | MissingLanguage | ReadingTooLong e) {
            return answer(image, Outcome.FAILED, e.getMessage(), List.of(), null);
        }
    }

    private static TextRead answer(
            SubmittedImage image, Outcome outcome, String reason, List<TextLine> lines, Double millis) {
        return new TextRead(image.submission(), image.pipeline(), outcome, reason, image.fields(), lines, millis);
    }
}
