package io.kawara.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.CharacterBox;
import io.kawara.serving.CropRule;
import io.kawara.serving.Device;
import io.kawara.serving.ModelCard;
import io.kawara.serving.ModelException;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TestTimeAugmentation;
import io.kawara.serving.TinyModels;
import io.kawara.vision.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CropReaderTest {
    private static final String[] CODES = {"U+8D64", "U+7DD1", "U+9752"}; // red, green, blue
    private static final ModelCard CARD = TinyModels.imageCard("colours", 1, 4, CODES);
    private static final int SIDE = 30;

    private final CropReader reader = new CropReader(4, ForkJoinPool.commonPool());

    @Test
    void readsTheBoxesOfManyPagesInTheirOrder() {
        try (var one = page(10);
                var empty = page(0);
                var other = page(7);
                var model = colours(CARD)) {
            var readings = reader.read(model, List.of(one, empty, other));

            assertThat(readings).hasSize(3);
            assertThat(readings.get(0).characters())
                    .extracting(CharacterBox::code)
                    .containsExactlyElementsOf(expected(10));
            assertThat(readings.get(1).characters()).isEmpty();
            assertThat(readings.get(1).candidates().boxes()).isZero();
            assertThat(readings.get(2).characters())
                    .extracting(CharacterBox::code)
                    .containsExactlyElementsOf(expected(7));
            var character = readings.get(2).characters().get(1);
            assertThat(character.x()).isEqualTo(SIDE);
            var candidates = readings.get(2).candidates().unpacked().get(1);
            assertThat(candidates.logarithms().keySet()).first().isEqualTo(CODES[1]);
            assertThat(Math.exp(candidates.logarithm(CODES[1]))).isCloseTo(character.score(), within(1e-3));
        }
    }

    @Test
    void readsEachBoxAsItWouldAlone() {
        try (var page = page(9);
                var model = colours(CARD)) {
            var together = reader.read(model, List.of(page)).get(0).characters();
            for (int i = 0; i < 9; i++) {
                try (var single = new BoxedPage(page.page().copy(), page.boxes().subList(i, i + 1))) {
                    assertThat(reader.read(model, List.of(single)).get(0).characters())
                            .containsExactly(together.get(i));
                }
            }
        }
    }

    @Test
    void cutsAsTheCardSays() {
        // Given: a red box, green beside it, blue above it; so wide a padding that most of a crop is not the box
        var pixels = new byte[100 * 100 * 3];
        for (int i = 0; i < 100 * 100; i++) {
            int x = i % 100;
            int y = i / 100;
            boolean inside = x >= 40 && x < 60 && y >= 45 && y < 55;
            pixels[3 * i + (inside ? 0 : y < 45 || y >= 55 ? 2 : 1)] = -1;
        }
        var box = List.of(CharacterBox.found(1, 40, 45, 20, 10));

        try (var page = new BoxedPage(Image.of(100, 100, 3, pixels), box)) {
            assertThat(read(page, CARD)).isEqualTo(CODES[0]);
            assertThat(read(page, CARD.withCrop(new CropRule(0.9, CropRule.Of.EACH_SIDE))))
                    .isEqualTo(CODES[2]);
            // 20 x 10 becomes 50 x 40: three quarters of it are above and below
            assertThat(read(page, CARD.withCrop(new CropRule(1, CropRule.Of.MEAN_SIDE))))
                    .isEqualTo(CODES[2]);
            assertThat(read(page, CARD.withCrop(new CropRule(0.02, CropRule.Of.EACH_SIDE))))
                    .isEqualTo(CODES[0]);
        }
    }

    private String read(BoxedPage page, ModelCard card) {
        try (var model = colours(card)) {
            return reader.read(model, List.of(page)).get(0).characters().get(0).code();
        }
    }

    @Test
    void looksAtACropAsTheCardSays() {
        var views = CARD.withViews(List.of(TestTimeAugmentation.parse("seven-crop@6")), null);
        try (var page = page(5);
                var model = colours(views)) {
            assertThat(reader.read(model, List.of(page)).get(0).characters())
                    .extracting(CharacterBox::code)
                    .containsExactlyElementsOf(expected(5));
        }
    }

    @Test
    void readsBoxesBeyondThePage() {
        var boxes = List.of(
                CharacterBox.found(1, -50, -50, 20, 20),
                CharacterBox.found(1, 5000, 5000, 20, 20),
                CharacterBox.found(1, -10, -10, 500, 500),
                CharacterBox.found(1, 3, 3, 0, 0),
                CharacterBox.found(1, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE, -7));
        try (var page = new BoxedPage(Image.of(10, 10, 3, new byte[300]), boxes);
                var model = colours(CARD)) {
            assertThat(reader.read(model, List.of(page)).get(0).characters()).hasSize(5);
        }
    }

    @Test
    void sendsFiftyOfThousandsOfClassesAndTheMeanOfTheOthers() {
        var codes = IntStream.range(0, 3000)
                .mapToObj(i -> "U+%X".formatted(0x4e00 + i))
                .toArray(String[]::new);
        var card = TinyModels.imageCard("thousands", 1, 2, codes).withCalibration(2, null);
        var logits = new float[codes.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = i % 7 == 3 ? i / 1000f : 0;
        }
        int best = 2999;
        double sum = IntStream.range(0, logits.length)
                .mapToDouble(i -> Math.exp(logits[i] / 2))
                .sum();
        try (var page = page(1);
                var model = OnnxModel.load(TinyModels.constant(card, logits), new SessionSettings(Device.CPU, 1))) {
            var candidates = reader.read(model, List.of(page)).get(0).candidates();

            assertThat(candidates.classes()).isEqualTo(3000);
            var box = candidates.unpacked().get(0);
            assertThat(box.logarithms()).hasSize(50);
            assertThat(box.logarithms().keySet()).first().isEqualTo(codes[best]);
            double all =
                    box.logarithms().values().stream().mapToDouble(Math::exp).sum() + 2950 * Math.exp(box.rest());
            assertThat(all).isCloseTo(1, within(2e-3));
            assertThat(box.logarithm(codes[0])).isEqualTo(box.rest());
            assertThat(box.logarithm(codes[best])).isCloseTo(logits[best] / 2 - Math.log(sum), within(1e-3));
        }
    }

    @Test
    void saysThatAModelAnswersNoNumbers() {
        try (var page = page(3)) {
            assertThatThrownBy(() -> {
                        try (var model = OnnxModel.load(
                                TinyModels.constant(CARD, 0, Float.NaN, 0), new SessionSettings(Device.CPU, 1))) {
                            reader.read(model, List.of(page));
                        }
                    })
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("not a finite number");
        }
    }

    private static OnnxModel colours(ModelCard card) {
        return OnnxModel.load(TinyModels.colours(card), new SessionSettings(Device.CPU, 1));
    }

    /** Boxes side by side, red, green and blue in turns. */
    private static BoxedPage page(int boxes) {
        int width = Math.max(1, boxes) * SIDE;
        var pixels = new byte[width * SIDE * 3];
        for (int i = 0; i < width * SIDE; i++) {
            pixels[3 * i + i % width / SIDE % 3] = -1;
        }
        var found = new ArrayList<CharacterBox>();
        for (int i = 0; i < boxes; i++) {
            found.add(CharacterBox.found(0.9, i * SIDE, 0, SIDE, SIDE));
        }
        return new BoxedPage(Image.of(width, SIDE, 3, pixels), found);
    }

    private static List<String> expected(int boxes) {
        return IntStream.range(0, boxes).mapToObj(i -> CODES[i % 3]).toList();
    }
}
