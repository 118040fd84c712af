package io.kawara.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.serving.Device;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TinyColourReader;
import io.kawara.vision.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ContextReaderTest {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 200;
    private static final int CELL = 20;

    @Test
    void readsEachBoxAtItsPlaceWhateverTheSizeOfThePage() {
        var boxes = boxes();
        try (var page = page();
                var model = model(450, 300, 150)) {
            var read = new ContextReader().read(model, page, boxes);
            assertThat(codes(read)).isEqualTo(colours());
        }
    }

    @Test
    void answersEachPageWithItsBoxesInTheirOrder() {
        var boxes = boxes();
        var last = boxes.subList(boxes.size() - 2, boxes.size());
        try (var whole = new BoxedPage(page(), boxes);
                var empty = new BoxedPage(page(), List.of());
                var part = new BoxedPage(page(), last);
                var model = model(300)) {
            var readings = new ContextReader().read(model, List.of(whole, empty, part));
            assertThat(readings.get(0).characters())
                    .extracting(CharacterBox::code)
                    .isEqualTo(colours());
            assertThat(readings.get(1).characters()).isEmpty();
            assertThat(readings.get(1).candidates().boxes()).isZero();
            assertThat(readings.get(2).characters())
                    .isEqualTo(readings.get(0).characters().subList(boxes.size() - 2, boxes.size()));
            assertThat(readings.get(2).characters()).allSatisfy(box -> {
                assertThat(box.found()).isEqualTo(1.0);
                assertThat(box.score()).isBetween(0.5, 1.0);
            });
        }
    }

    @Test
    void chunksReadAsAllBoxesAtOnce() {
        var boxes = boxes();
        try (var page = page();
                var model = model(300)) {
            assertThat(new ContextReader(7).read(model, page, boxes))
                    .isEqualTo(new ContextReader().read(model, page, boxes));
        }
    }

    @Test
    void logitsAreTheMeanOverTheSizes() {
        var boxes = boxes();
        try (var page = page();
                var both = model(300, 173);
                var one = model(300);
                var other = model(173)) {
            var mean = logits(both, page, boxes);
            var first = logits(one, page, boxes);
            var second = logits(other, page, boxes);
            for (int box = 0; box < mean.length; box++) {
                for (int label = 0; label < 3; label++) {
                    assertThat(mean[box][label]).isCloseTo((first[box][label] + second[box][label]) / 2, within(1e-4f));
                }
            }
        }
    }

    @Test
    void probabilitiesSumToOne() {
        try (var page = page();
                var model = model(300)) {
            for (var box : new ContextReader().read(model, page, boxes())) {
                double sum = box.logarithms().values().stream()
                        .mapToDouble(Math::exp)
                        .sum();
                assertThat(sum).isCloseTo(1, within(1e-6));
            }
        }
    }

    @Test
    void aPageWithoutBoxesIsNotLookedAt() {
        try (var page = page();
                var model = model(300)) {
            assertThat(new ContextReader().read(model, page, List.of())).isEmpty();
        }
    }

    private static float[][] logits(OnnxModel model, Image page, List<CharacterBox> boxes) {
        return new RegionLogits(page, model.card().context(), model::characterLogits).of(boxes);
    }

    private static OnnxModel model(Integer... longSides) {
        var card = TinyColourReader.card("colours", 1, longSides);
        return OnnxModel.load(TinyColourReader.file(card), new SessionSettings(Device.CPU, 1));
    }

    private static List<String> codes(List<Candidates.Box> read) {
        return read.stream()
                .map(box -> box.logarithms().keySet().iterator().next())
                .toList();
    }

    /** A cell of each colour after the other, by chance. */
    private static List<String> colours() {
        var random = new SplittableRandom(5);
        var colours = new ArrayList<String>();
        for (int i = 0; i < WIDTH / CELL * (HEIGHT / CELL); i++) {
            colours.add(TinyColourReader.CODES.get(random.nextInt(3)));
        }
        return colours;
    }

    private static List<CharacterBox> boxes() {
        var boxes = new ArrayList<CharacterBox>();
        for (int y = 0; y < HEIGHT; y += CELL) {
            for (int x = 0; x < WIDTH; x += CELL) {
                boxes.add(CharacterBox.found(1, x, y, CELL, CELL));
            }
        }
        return boxes;
    }

    private static Image page() {
        var colours = colours();
        var pixels = new byte[WIDTH * HEIGHT * 3];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int cell = i / WIDTH / CELL * (WIDTH / CELL) + i % WIDTH / CELL;
            pixels[3 * i + TinyColourReader.CODES.indexOf(colours.get(cell))] = (byte) 200;
        }
        return Image.of(WIDTH, HEIGHT, 3, pixels);
    }
}
