package io.kawara.bench;

import io.kawara.local.Service;
import io.kawara.serving.OnnxFile;
import io.kawara.trainer.drawing.PageFonts;
import io.kawara.trainer.drawing.PageGenerator;
import io.kawara.trainer.drawing.PageKeys;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/**
 * Pages from Kafka to Kafka through detector-, classifier- and fusion-service, against the sum of the runs of both models on the tiles and crops of the same
 * pages, which lie ready; and the memory that detector-service takes at most for a large scan.
 */
final class PagesBench {
    private static final int PAGES = 48;
    private static final int DRAWN = 8;
    private static final long SEED = 2026;

    /** Pixels of the large scan's height and width: 18 million. */
    private static final int HIGH = 5000;

    private static final int WIDE = 3600;

    private final Path root;

    PagesBench(Path root) {
        this.root = root;
    }

    void run(Consumer<Measure> report) throws Exception {
        Path detector = root.resolve("deploy/models/pages-detector.onnx");
        Path reader = root.resolve("deploy/models/pages-characters.onnx");
        if (!Files.exists(detector) || !Files.exists(reader)) {
            System.out.println("pages: " + detector + " and " + reader + " are to be measured, and one is missing");
            return;
        }
        var pages = drawn();
        report.accept(new Measure(
                "pages, a detector and a reader of crops",
                throughTheServices(detector, reader, pages),
                "ONNX Runtime alone, one after another",
                new BarePages(OnnxFile.map(detector), OnnxFile.map(reader)).rate(pages, PAGES),
                "pages/s",
                0.85));
        report.accept(new Measure(
                "detector-service, a page of 18 megapixels",
                peak(detector, large(pages.get(0))),
                "at most",
                1500,
                "MB",
                0));
    }

    private static List<byte[]> drawn() throws IOException {
        var keys = new PageKeys(
                List.of(1600, 2400), 1, 0.1, 0, 0, 0, 0.2, 0.3, 0.1, 0.8, 0.3, 1, 1, 1, 1, 1, 1, 1, List.of(80, 90));
        var generator = new PageGenerator(keys, PageFonts.installed(), SEED);
        var pages = new ArrayList<byte[]>();
        for (int i = 0; i < DRAWN; i++) {
            pages.add(Pictures.encode(generator.draw(i).image(), "jpg"));
        }
        return pages;
    }

    private double throughTheServices(Path detector, Path reader, List<byte[]> pages) throws Exception {
        try (var stack = new BenchStack(root)) {
            stack.servePages(detector, reader);
            for (int i = 0; i < PAGES; i++) {
                stack.send(pages.get(i % pages.size()), i, 1);
            }
            stack.start(Service.FUSION);
            stack.start(Service.CLASSIFIER);
            stack.start(Service.DETECTOR);
            return stack.rate("results", PAGES);
        }
    }

    private double peak(Path detector, byte[] page) throws Exception {
        try (var stack = new BenchStack(root)) {
            stack.servePages(detector, null);
            stack.send(page, 0, 1);
            stack.start(Service.DETECTOR);
            stack.await("predictions", 1);
            return stack.peakMegabytes(Service.DETECTOR);
        }
    }

    private static byte[] large(byte[] page) throws IOException {
        var small = ImageIO.read(new ByteArrayInputStream(page));
        var large = new BufferedImage(WIDE, HIGH, BufferedImage.TYPE_INT_RGB);
        var graphics = large.createGraphics();
        graphics.drawImage(small.getScaledInstance(WIDE, HIGH, Image.SCALE_SMOOTH), 0, 0, null);
        graphics.dispose();
        return Pictures.encode(large, "jpg");
    }
}
