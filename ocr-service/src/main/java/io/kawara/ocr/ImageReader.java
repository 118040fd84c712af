package io.kawara.ocr;

import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.TextLine;
import io.kawara.contracts.TextRead;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Registry;
import io.kawara.vision.UndecodableImage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** Answers an image as its pipeline asks: with what is written in it, and with the words that came along. Thread-safe. */
final class ImageReader {
    private final TextRecognizer recognizer;
    private final BlobStore blobs;

    ImageReader(TextRecognizer recognizer, BlobStore blobs) {
        this.recognizer = recognizer;
        this.blobs = blobs;
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
            List<TextLine> lines = recognizer.read(file(image), settings);
            double millis = (System.nanoTime() - start) / 1e6;
            return lines.isEmpty()
                    ? answer(image, Outcome.ABSENT, "no text was found in the image", lines, millis)
                    : answer(image, Outcome.OK, null, lines, millis);
        } catch (UndecodableImage | MissingLanguage | ReadingTooLong e) {
            return answer(image, Outcome.FAILED, e.getMessage(), List.of(), null);
        }
    }

    private byte[] file(SubmittedImage image) {
        if (image.image().length > 0 || image.blob() == null) {
            return image.image();
        }
        try {
            return blobs.read(image.blob());
        } catch (NoSuchFileException e) {
            throw new UndecodableImage("the image's blob " + image.blob() + " is not in the blob store");
        } catch (IOException | IllegalArgumentException e) {
            throw new UndecodableImage("the image's blob cannot be read: " + e.getMessage());
        }
    }

    private static TextRead answer(
            SubmittedImage image, Outcome outcome, String reason, List<TextLine> lines, Double millis) {
        return new TextRead(image.submission(), image.pipeline(), outcome, reason, image.fields(), lines, millis);
    }
}
