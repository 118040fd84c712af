package io.kawara.ocr;

import io.kawara.contracts.Pipeline.Ocr;
import io.kawara.vision.ImageLimits;
import io.kawara.vision.UndecodableImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads a data set's images once and keeps what they say, exactly as the service would read them: see {@link OcrCache}. */
public final class OcrCommand {
    private static final String USAGE = """
            Reads the text in a data set's images into a file of JSON lines; a second run reads only what is new.

            ocr --data FOLDER --out FILE.jsonl [--list FILE] [--languages eng+deu] [--psm 3] [--tessdata FOLDER] [--workers N]

              --data       the folder with the images; names in the result are relative to it
              --list       a file that names the images, a line each, relative to the folder; else all images below it
              --out        the file to write or go on with
              --languages  Tesseract's codes, joined by + (eng)
              --psm        Tesseract's page segmentation mode, 0 to 13 (3: a whole page)
              --tessdata   the folder with the language data (where packages put it)
              --workers    images at a time (one for each processor)
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path data;
    private final Ocr settings;
    private final TextRecognizer recognizer;

    private OcrCommand(Path data, Ocr settings, TextRecognizer recognizer) {
        this.data = data;
        this.settings = settings;
        this.recognizer = recognizer;
    }

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments));
    }

    /** Returns 0 when all was read, 1 when something failed, 2 when the arguments make no sense. */
    static int run(String... arguments) throws InterruptedException {
        try {
            OcrOptions options = OcrOptions.parse(arguments);
            if (options.help()) {
                System.out.print(USAGE);
                return 0;
            }
            Tessdata tessdata =
                    Tessdata.find(options.tessdata(), Optional.ofNullable(System.getenv("TESSDATA_PREFIX")));
            tessdata.require(options.settings().languages());
            try (TextRecognizer recognizer =
                            new TextRecognizer(tessdata, ImageLimits.DEFAULT, PATIENCE, options.workers());
                    OcrCache cache = new OcrCache(options.out())) {
                new OcrCommand(options.data(), options.settings(), recognizer)
                        .read(options.files(), cache, options.workers());
            }
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + USAGE);
            return 2;
        } catch (IOException | IllegalStateException | MissingLanguage e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private void read(List<String> files, OcrCache cache, int workers) throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        Progress progress = new Progress(files.size());
        try {
            List<Future<Optional<OcrCache.Entry>>> readings = new ArrayList<>();
            for (String file : files) {
                readings.add(pool.submit(() -> read(file, cache)));
            }
            for (Future<Optional<OcrCache.Entry>> reading : readings) {
                Optional<OcrCache.Entry> entry = reading.get();
                if (entry.isPresent()) {
                    synchronized (cache) {
                        cache.add(entry.get());
                    }
                }
                progress.done(entry);
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            pool.shutdownNow();
            progress.end();
        }
    }

    /** Nothing where it was read before. */
    private Optional<OcrCache.Entry> read(String file, OcrCache cache) throws IOException {
        byte[] image = Files.readAllBytes(data.resolve(file));
        String sha256 = sha256(image);
        synchronized (cache) {
            if (cache.has(file, sha256, settings)) {
                return Optional.empty();
            }
        }
        List<String> languages = settings.languages();
        int psm = settings.pageSegmentation();
        try {
            return Optional.of(
                    new OcrCache.Entry(file, sha256, languages, psm, recognizer.read(image, settings), null));
        } catch (UndecodableImage | ReadingTooLong e) {
            return Optional.of(new OcrCache.Entry(file, sha256, languages, psm, List.of(), e.getMessage()));
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** One line that tells how far it is; on a terminal it stays in its place. */
    private static final class Progress {
        private final int total;
        private final long start = System.nanoTime();
        private final boolean terminal = System.getenv("KAWARA_COLUMNS") != null; // the script knows
        private int done;
        private int read;
        private int failed;

        Progress(int total) {
            this.total = total;
        }

        void done(Optional<OcrCache.Entry> entry) {
            done++;
            read += entry.isPresent() ? 1 : 0;
            failed += entry.isPresent() && entry.get().reason() != null ? 1 : 0;
            entry.filter(e -> e.reason() != null)
                    .ifPresent(e -> System.err.println((terminal ? "\r" : "") + e.file() + ": " + e.reason()));
            if (terminal || done % 50 == 0) {
                print();
            }
        }

        private void print() {
            double seconds = (System.nanoTime() - start) / 1e9;
            double left = read == 0 ? 0 : seconds / read * (total - done);
            String line = String.format(
                    Locale.ROOT,
                    "%d of %d images, %d read now, %d failed, %.1f images/s, %.0f s left",
                    done,
                    total,
                    read,
                    failed,
                    read / seconds,
                    left);
            System.out.print(terminal ? "\r\u001b[K" + line : line + "\n");
            System.out.flush();
        }

        void end() {
            print();
            System.out.print(terminal ? "\n" : "");
        }
    }
}
