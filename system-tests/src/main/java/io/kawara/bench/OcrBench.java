package io.kawara.bench;

import io.kawara.local.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** ocr-service, from Kafka to Kafka, against the {@code tesseract} command with one thread; and two workers against one. */
final class OcrBench {
    private final Path root;

    OcrBench(Path root) {
        this.root = root;
    }

    void run(Consumer<Measure> report) throws Exception {
        if (!hasCommand()) {
            System.out.println("ocr: there is no tesseract command to compare with (apt-get install tesseract-ocr)");
            return;
        }
        byte[] ad = Pictures.print(800, 600, 3, 32);
        double oneWorker = rate(ad, 80, 1);
        report.accept(against("ocr, a strip of one line", Pictures.print(800, 60, 1, 28), 120, 1.8));
        report.accept(new Measure(
                "ocr, an ad of three lines", oneWorker, "tesseract command", command(ad, 20), "img/s", 1.1));
        report.accept(against("ocr, a page", Pictures.print(1240, 1754, 40, 26), 12, 1.0));
        report.accept(new Measure("ocr, an ad, two workers", rate(ad, 160, 2), "one worker", oneWorker, "img/s", 1.8));
    }

    private Measure against(String what, byte[] image, int count, double goal) throws Exception {
        return new Measure(
                what,
                rate(image, count, 1),
                "tesseract command",
                command(image, Math.max(4, count / 4)),
                "img/s",
                goal);
    }

    private double rate(byte[] image, int count, int workers) throws Exception {
        try (var stack = new BenchStack(root)) {
            stack.read("eng");
            stack.send(image, count);
            stack.start(Service.OCR, "-Dkawara.ocr.workers=" + workers);
            return stack.rate("texts", count);
        }
    }

    private static double command(byte[] image, int count) throws IOException, InterruptedException {
        Path file = Files.createTempFile("bench", ".png");
        try {
            Files.write(file, image);
            run(file);
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                run(file);
            }
            return count * 1e9 / (System.nanoTime() - start);
        } finally {
            Files.delete(file);
        }
    }

    private static void run(Path image) throws IOException, InterruptedException {
        var command = new ProcessBuilder("tesseract", image.toString(), "stdout", "-l", "eng", "--psm", "3")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("OMP_THREAD_LIMIT", "1");
        int code = command.start().waitFor();
        if (code != 0) {
            throw new IOException("tesseract ended with " + code);
        }
    }

    private static boolean hasCommand() throws InterruptedException {
        try {
            return new ProcessBuilder("tesseract", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
