package io.kawara.reading;

import io.kawara.serving.DetectionMaps;
import io.kawara.serving.Device;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.PageInput;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TinyDetector;
import java.util.ArrayList;
import java.util.List;

/** The tiny detector, open, with a note of what it was given. */
final class OpenDetector implements AutoCloseable {
    /** Of all tiles in one run. */
    static final int PIXELS = 1 << 17;

    record Run(int tiles, int width, int height) {}

    final List<Run> runs = new ArrayList<>();
    final PageDetector detector;
    private final OnnxModel model;

    OpenDetector(PageInput input) {
        var card = TinyDetector.card("dark", 1, input);
        model = OnnxModel.load(TinyDetector.file(card), new SessionSettings(Device.CPU, 1));
        detector = new PageDetector(input, this::maps, PIXELS);
    }

    private List<DetectionMaps> maps(List<byte[]> tiles, int width, int height) {
        runs.add(new Run(tiles.size(), width, height));
        return model.maps(tiles, width, height);
    }

    @Override
    public void close() {
        model.close();
    }
}
