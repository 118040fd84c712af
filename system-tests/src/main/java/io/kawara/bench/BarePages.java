package io.kawara.bench;

import io.kawara.reading.PageDetector;
import io.kawara.serving.Device;
import io.kawara.serving.OnnxFile;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The runs of a detector and of a reader of crops that pages need, one after another on one thread, and nothing else. */
record BarePages(OnnxFile detector, OnnxFile reader) {
    private static final int PIXELS = 1 << 20; // the service's default
    private static final int CROPS = 64; // likewise

    /** Tiles that were shown to the detector in one run. */
    private record Run(List<byte[]> tiles, int width, int height) {}

    /** What a page asks of the models. */
    private record Work(List<Run> runs, int boxes) {}

    /** Pages per second; the first half is warming up. */
    double rate(List<byte[]> pages, int count) throws Exception {
        try (var finds = OnnxModel.load(detector, new SessionSettings(Device.CPU, 1));
                var reads = OnnxModel.load(reader, new SessionSettings(Device.CPU, 1))) {
            var work = new ArrayList<Work>();
            for (byte[] page : pages) {
                work.add(work(finds, page));
            }
            byte[] crop = new byte[reads.card().image().size()];
            int warmUp = count / 2;
            long start = 0;
            for (int i = 0; i < count; i++) {
                start = i == warmUp ? System.nanoTime() : start;
                var page = work.get(i % work.size());
                page.runs().forEach(run -> finds.maps(run.tiles(), run.width(), run.height()));
                for (int left = page.boxes(); left > 0; left -= CROPS) {
                    reads.imageLogits(Collections.nCopies(Math.min(CROPS, left), crop));
                }
            }
            return (count - warmUp) * 1e9 / (System.nanoTime() - start);
        }
    }

    private static Work work(OnnxModel model, byte[] page) throws Exception {
        var runs = new ArrayList<Run>();
        var noting = new PageDetector(
                model.card().page(),
                (tiles, width, height) -> {
                    runs.add(new Run(List.copyOf(tiles), width, height));
                    return model.maps(tiles, width, height);
                },
                PIXELS);
        try (var image = ImageDecoder.decode(page, ImageLimits.DEFAULT)) {
            int boxes = noting.detect(image).size();
            return new Work(runs, boxes);
        }
    }
}
