package io.kawara.ocr;

import io.kawara.contracts.Pipeline.Ocr;
import io.kawara.contracts.TextLine;
import io.kawara.ocr.Tesseract.Threshold;
import io.kawara.vision.Image;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import io.kawara.vision.Resize;
import io.kawara.vision.TextHeight;
import io.kawara.vision.UndecodableImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Reads the lines of text in an image.
 *
 * <p>Thread-safe: each caller has a Tesseract of its own meanwhile, taken from a pool. The same image and settings give the same lines, whatever
 * was read before and beside it.
 */
final class TextRecognizer implements AutoCloseable {
    /**
     * The height of letters, as {@link TextHeight} measures it, that Tesseract reads best. On scanned receipts with letters of 12 to 25 pixels the
     * words' F1 was 0.834 at this height, 0.802 with the pictures as they are, 0.820 with each twice as large.
     */
    private static final double BEST_HEIGHT = 24;

    /**
     * A reading of less confidence is tried once more with thresholds for each part of the picture. Of 257 scanned receipts one in eight is: dark edges
     * around faint print leave nothing to read for one threshold.
     */
    private static final double DOUBTFUL = 0.7;

    /** Print that is read with this confidence as it is gains nothing from being magnified, which takes a third longer. */
    private static final double CLEAR = 0.93;

    private static final double READABLE = 2; // letters of half the best height or more may be clear as they are
    private static final double MOST_MAGNIFIED = 4;
    private static final double LEAST_WORTH = 1.3; // a smaller change costs time and gains nothing
    private static final double MOST_PIXELS = 16e6; // bounds the time that one picture takes: an A4 page at 400 dpi
    private static final double LONGEST_SIDE = 32_000; // Tesseract counts in 16 bits

    private final Tessdata tessdata;
    private final ImageLimits limits;
    private final Duration patience;
    private final int idle;
    private final Deque<Reader> pool = new ArrayDeque<>();

    /**
     * @param patience how long one image may take
     * @param idle how many initialised readers are kept for the next caller: the number of callers at a time, times their language sets
     */
    TextRecognizer(Tessdata tessdata, ImageLimits limits, Duration patience, int idle) {
        this.tessdata = tessdata;
        this.limits = limits;
        this.patience = patience;
        this.idle = idle;
        TesseractLibrary.load();
    }

    /** A Tesseract with the memory that it takes pictures from. */
    private static final class Reader {
        private final List<String> languages;
        private final Tesseract tesseract;
        private ByteBuffer pixels = ByteBuffer.allocateDirect(1 << 20);

        Reader(Tessdata tessdata, List<String> languages) {
            this.languages = languages;
            this.tesseract = new Tesseract(tessdata, languages);
        }

        List<TextLine> read(Image gray, int pageSegmentation, Threshold threshold, Duration patience) {
            if (pixels.capacity() < gray.size()) {
                pixels = ByteBuffer.allocateDirect(gray.size());
            }
            gray.copyTo(pixels.clear());
            pixels.flip();
            return tesseract.read(pixels, gray.width(), gray.height(), pageSegmentation, threshold, patience);
        }
    }

    /**
     * Reads an image file, in Tesseract's reading order. Boxes are in pixels of the image as it is meant to be seen.
     *
     * @throws UndecodableImage if no picture can be made of {@code image}
     * @throws MissingLanguage if a language's data is not installed
     * @throws ReadingTooLong if it was given up
     */
    List<TextLine> read(byte[] image, Ocr settings) {
        tessdata.require(settings.languages());
        try (Image gray = gray(image)) {
            Reader reader = take(settings.languages());
            try {
                return read(gray, scale(gray), reader, settings.pageSegmentation());
            } finally {
                giveBack(reader);
            }
        }
    }

    private List<TextLine> read(Image gray, double scale, Reader reader, int pageSegmentation) {
        List<TextLine> plain = List.of();
        if (scale > 1 && scale <= READABLE) {
            plain = reader.read(gray, pageSegmentation, Threshold.GLOBAL, patience);
            if (isAtLeast(CLEAR, plain)) {
                return plain;
            }
        }
        int width = Math.max(1, (int) Math.round(gray.width() * scale));
        int height = Math.max(1, (int) Math.round(gray.height() * scale));
        try (Image sized = gray.resized(width, height, Resize.STRETCH)) {
            List<TextLine> read = reader.read(sized, pageSegmentation, Threshold.GLOBAL, patience);
            if (!isAtLeast(DOUBTFUL, read)) {
                read = better(read, reader.read(sized, pageSegmentation, Threshold.LOCAL, patience));
            }
            double across = (double) gray.width() / width;
            double down = (double) gray.height() / height;
            List<TextLine> placed = read.stream()
                    .map(line -> inPicture(line, across, down, gray))
                    .toList();
            return better(placed, plain);
        }
    }

    /** The reading of which more characters are expected to be right. */
    private static List<TextLine> better(List<TextLine> one, List<TextLine> other) {
        return certainty(other) > certainty(one) ? other : one;
    }

    private static boolean isAtLeast(double confidence, List<TextLine> lines) {
        int length = lines.stream().mapToInt(line -> line.text().length()).sum();
        return length > 0 && certainty(lines) >= confidence * length;
    }

    private static double certainty(List<TextLine> lines) {
        return lines.stream()
                .mapToDouble(line -> line.confidence() * line.text().length())
                .sum();
    }

    private Image gray(byte[] image) {
        try (Image picture = ImageDecoder.decode(image, limits)) {
            return picture.toGray();
        }
    }

    /** How much to magnify a picture so that its letters have the height that Tesseract reads best, within what is bounded. */
    static double scale(Image gray) {
        double pixels = (double) gray.width() * gray.height();
        double bound = Math.min(Math.sqrt(MOST_PIXELS / pixels), LONGEST_SIDE / Math.max(gray.width(), gray.height()));
        if (bound >= 1) {
            return Math.min(bound, useful(gray));
        }
        int width = Math.max(1, (int) (gray.width() * bound));
        int height = Math.max(1, (int) (gray.height() * bound));
        try (Image bounded = gray.resized(width, height, Resize.STRETCH)) {
            return bound * Math.min(1, useful(bounded));
        }
    }

    private static double useful(Image gray) {
        double height = TextHeight.estimate(gray).orElse(BEST_HEIGHT);
        double wanted = Math.min(MOST_MAGNIFIED, BEST_HEIGHT / height);
        // Letters up to twice as tall are read as well; taller ones only take longer.
        return wanted >= LEAST_WORTH || wanted < 0.5 ? wanted : 1;
    }

    private Reader take(List<String> languages) {
        synchronized (pool) {
            for (Iterator<Reader> free = pool.iterator(); free.hasNext(); ) {
                Reader reader = free.next();
                if (reader.languages.equals(languages)) {
                    free.remove();
                    return reader;
                }
            }
        }
        return new Reader(tessdata, languages);
    }

    /** Back to the front; the one that waited longest goes when there are too many. */
    private void giveBack(Reader reader) {
        Reader tooMany = null;
        synchronized (pool) {
            pool.addFirst(reader);
            if (pool.size() > idle) {
                tooMany = pool.removeLast();
            }
        }
        if (tooMany != null) {
            tooMany.tesseract.close();
        }
    }

    private static TextLine inPicture(TextLine line, double across, double down, Image picture) {
        int left = clip(Math.floor(line.x() * across), picture.width() - 1);
        int top = clip(Math.floor(line.y() * down), picture.height() - 1);
        int right = clip(Math.ceil((line.x() + line.w()) * across), picture.width());
        int bottom = clip(Math.ceil((line.y() + line.h()) * down), picture.height());
        return new TextLine(line.text(), line.confidence(), left, top, right - left, bottom - top);
    }

    private static int clip(double value, int most) {
        return (int) Math.min(most, Math.max(0, value));
    }

    /** Frees the readers; nobody may read any more. */
    @Override
    public void close() {
        synchronized (pool) {
            pool.forEach(reader -> reader.tesseract.close());
            pool.clear();
        }
    }
}
