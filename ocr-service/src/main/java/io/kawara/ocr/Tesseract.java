package io.kawara.ocr;

import static net.sourceforge.tess4j.ITessAPI.TessPageIteratorLevel.RIL_TEXTLINE;

import com.sun.jna.Pointer;
import io.kawara.contracts.TextLine;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.tess4j.ITessAPI.ETEXT_DESC;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessOcrEngineMode;
import net.sourceforge.tess4j.ITessAPI.TessPageIterator;
import net.sourceforge.tess4j.ITessAPI.TessResultIterator;
import net.sourceforge.tess4j.TessAPI;

/** One initialised Tesseract, for one thread at a time. What it reads does not depend on what it read before. */
final class Tesseract implements AutoCloseable {
    private static final int DOTS_PER_INCH = 300; // what letters of the height that it reads best are printed at

    /** How black is told from white (Otsu 1979): by one threshold for the picture, or by one for each of its tiles, which sees faint print too. */
    enum Threshold {
        GLOBAL("0"),
        LOCAL("1");

        private final String method;

        Threshold(String method) {
            this.method = method;
        }
    }

    private final TessAPI api = TesseractLibrary.load();
    private final TessBaseAPI handle;

    /** Loads the languages' data, which takes a tenth of a second and tens of megabytes. */
    Tesseract(Tessdata tessdata, List<String> languages) {
        tessdata.require(languages);
        handle = api.TessBaseAPICreate();
        int mode = TessOcrEngineMode.OEM_LSTM_ONLY;
        if (api.TessBaseAPIInit2(handle, tessdata.folder().toString(), String.join("+", languages), mode) != 0) {
            api.TessBaseAPIDelete(handle);
            throw new IllegalStateException("Tesseract does not accept its language data " + languages + " in "
                    + tessdata.folder() + ": it wants the LSTM data of version 4 or newer");
        }
        api.TessBaseAPISetVariable(handle, "debug_file", "/dev/null"); // or every empty page is a line on stderr
    }

    /**
     * Reads a grey picture.
     *
     * @param pixels direct, {@code [height, width]} from its start
     * @param patience after how long it is given up; looked at from word to word
     * @throws ReadingTooLong if it was given up
     */
    List<TextLine> read(
            ByteBuffer pixels, int width, int height, int pageSegmentation, Threshold threshold, Duration patience) {
        api.TessBaseAPISetVariable(handle, "thresholding_method", threshold.method);
        api.TessBaseAPISetPageSegMode(handle, pageSegmentation);
        api.TessBaseAPISetImage(handle, pixels, width, height, 1, width);
        api.TessBaseAPISetSourceResolution(handle, DOTS_PER_INCH);
        ETEXT_DESC monitor = api.TessMonitorCreate();
        try {
            api.TessMonitorSetDeadlineMSecs(monitor, Math.toIntExact(patience.toMillis()));
            long start = System.nanoTime();
            if (api.TessBaseAPIRecognize(handle, monitor) != 0) {
                // Tesseract says the same when it found nothing to recognise.
                if (System.nanoTime() - start >= patience.toNanos()) {
                    throw new ReadingTooLong(patience);
                }
                return List.of();
            }
            TessResultIterator results = api.TessBaseAPIGetIterator(handle);
            return results == null ? List.of() : lines(results);
        } finally {
            api.TessMonitorDelete(monitor);
            api.TessBaseAPIClear(handle);
        }
    }

    private List<TextLine> lines(TessResultIterator results) {
        List<TextLine> lines = new ArrayList<>();
        try {
            TessPageIterator page = api.TessResultIteratorGetPageIterator(results);
            do {
                String text = text(results);
                if (!text.isEmpty()) {
                    lines.add(line(text, results, page));
                }
            } while (api.TessResultIteratorNext(results, RIL_TEXTLINE) != 0);
        } finally {
            api.TessResultIteratorDelete(results);
        }
        return lines;
    }

    private String text(TessResultIterator results) {
        Pointer text = api.TessResultIteratorGetUTF8Text(results, RIL_TEXTLINE);
        if (text == null) {
            return "";
        }
        try {
            return text.getString(0, StandardCharsets.UTF_8.name()).strip();
        } finally {
            api.TessDeleteText(text);
        }
    }

    private TextLine line(String text, TessResultIterator results, TessPageIterator page) {
        double confidence = api.TessResultIteratorConfidence(results, RIL_TEXTLINE) / 100.0;
        IntBuffer left = IntBuffer.allocate(1);
        IntBuffer top = IntBuffer.allocate(1);
        IntBuffer right = IntBuffer.allocate(1);
        IntBuffer bottom = IntBuffer.allocate(1);
        api.TessPageIteratorBoundingBox(page, RIL_TEXTLINE, left, top, right, bottom);
        return new TextLine(
                text,
                Math.min(1, Math.max(0, confidence)),
                left.get(0),
                top.get(0),
                right.get(0) - left.get(0),
                bottom.get(0) - top.get(0));
    }

    @Override
    public void close() {
        api.TessBaseAPIEnd(handle);
        api.TessBaseAPIDelete(handle);
    }
}
