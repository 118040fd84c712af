package io.kawara.detector;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.vision.Image;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** White pages with black rectangles such as {@link io.kawara.serving.TinyDetector} finds, and pipelines that look for them. */
final class Drawn {
    static byte[] page(int width, int height, CharacterBox... boxes) {
        var pixels = new byte[width * height * 3];
        Arrays.fill(pixels, (byte) -1);
        for (var box : boxes) {
            for (int y = box.y(); y < box.y() + box.h(); y++) {
                Arrays.fill(pixels, (y * width + box.x()) * 3, (y * width + box.x() + box.w()) * 3, (byte) 0);
            }
        }
        try (var page = Image.of(width, height, 3, pixels)) {
            return page.toPng();
        }
    }

    static CharacterBox box(int x, int y, int w, int h) {
        return CharacterBox.found(1, x, y, w, h);
    }

    /** The boxes without their scores. */
    static List<CharacterBox> places(List<CharacterBox> boxes) {
        return boxes.stream()
                .map(box -> box(box.x(), box.y(), box.w(), box.h()))
                .toList();
    }

    static Pipeline pipeline(String name, PageRules.Detectors detectors, String... models) {
        var members = Stream.of(models)
                .map(model -> new Member(model, Stage.DETECTOR, 1))
                .toList();
        var rules = new PageRules(detectors, null, null, null, null, null);
        return new Pipeline(name, null, null, Task.PAGES, null, members, Map.of(), null, rules);
    }

    private Drawn() {}
}
