package io.kawara.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenExamplesTest {
    private static final SessionSettings CPU = new SessionSettings(Device.CPU, 1);
    private static final ModelCard CARD = TinyModels.imageCard("tiny", 1, 40, "a", "b");

    @Test
    void whatAModelSaidWhereItWasMadeItSaysHere() {
        byte[] file = GoldenExamples.into(TinyModels.constant(CARD, 0.25f, -3));
        try (var model = OnnxModel.load(file, CPU)) {
            assertThat(model.card().examples())
                    .hasSize(3)
                    .allSatisfy(example -> assertThat(example.logits()).isEqualTo(Map.of("a", 0.25, "b", -3.0)));
            assertThatCode(() -> GoldenExamples.check(model, 1e-6)).doesNotThrowAnyException();
        }
    }

    @Test
    void whatItSaysOtherwiseIsNamedWithBothFigures() {
        byte[] made = GoldenExamples.into(TinyModels.constant(CARD, 0.25f, -3));
        byte[] other = TinyModels.constant(CARD, 0.25f, -3.1f);
        byte[] file = OnnxFile.of(other)
                .with(CARD.withExamples(OnnxFile.of(made).card().examples()));
        try (var model = OnnxModel.load(file, CPU)) {
            assertThatThrownBy(() -> GoldenExamples.check(model, 1e-3))
                    .hasMessageContaining("golden example 1 of 3: b gives -3.09")
                    .hasMessageContaining("-3.0 where the model was made");
            assertThatCode(() -> GoldenExamples.check(model, 0.05)).doesNotThrowAnyException();
        }
    }

    @Test
    void everyKindOfModelIsAsked() {
        var columns = List.of("width", "share");
        var table = TinyTable.card("tiny", 1, columns);
        var files = List.of(
                TinyDetector.file(TinyDetector.card("tiny", 1, 320, 192, 64)),
                TinyColourReader.file(TinyColourReader.card("tiny", 1, 320)),
                TinyTable.of(table, "share", 2, 0.5f));
        for (byte[] file : files) {
            byte[] made = GoldenExamples.into(file);
            assertThat(OnnxFile.of(made).card().examples())
                    .hasSize(3)
                    .allSatisfy(example -> assertThat(example.logits()).isNotEmpty());
            assertThat(GoldenExamples.into(made)).isSameAs(made);
        }
        var examples = OnnxFile.of(GoldenExamples.into(files.get(2))).card().examples();
        byte[] other = TinyTable.of(table.withExamples(examples), "share", 2, 0.6f);
        assertThatThrownBy(() -> GoldenExamples.into(other)).hasMessageContaining("golden example 1 of 3: true gives");
    }

    @Test
    void anExampleOfAnotherKindOfModelIsRefused() {
        var text = new GoldenExample(null, null, null, "words", null, Map.of("a", 1.0));
        byte[] file = TinyModels.constant(CARD.withExamples(List.of(text)), 1, 2);
        assertThatThrownBy(() -> GoldenExamples.into(file)).hasMessageContaining("something that it does not take");
    }

    @Test
    void everyPictureOfTheViewsIsMadeOfTheExample() {
        var views = Views.of(CARD.image(), List.of(TestTimeAugmentation.parse("flip")));
        var pixels = new byte[2 * 2 * CARD.image().channels()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        byte[] large = GoldenExample.of(pixels, 2, 2).pixels(views);

        int channels = CARD.image().channels();
        int side = CARD.image().width();
        assertThat(large).hasSize(views.bytes());
        assertThat(large[0]).isEqualTo(pixels[0]);
        assertThat(large[(side - 1) * channels]).isEqualTo(pixels[channels]);
        assertThat(large[(side - 1) * side * channels]).isEqualTo(pixels[2 * channels]);
        assertThat(large[large.length - 1]).isEqualTo(pixels[pixels.length - 1]);
    }

    @Test
    void aCardOfManyLabelsStaysSmall() {
        var labels = java.util.stream.IntStream.range(0, 500)
                .mapToObj(i -> "label " + i)
                .toArray(String[]::new);
        var card = TinyModels.imageCard("tiny", 1, 8, labels);
        var with = OnnxFile.of(GoldenExamples.into(TinyModels.constant(card, new float[labels.length])))
                .card();
        int more = with.json().getBytes(StandardCharsets.UTF_8).length
                - card.json().getBytes(StandardCharsets.UTF_8).length;
        assertThat(with.examples()).hasSize(3);
        assertThat(more).isLessThan(10_000);
    }

    @Test
    void aCardLooksOtherwiseWithoutItsExamplesAndKeepsThemElse() {
        var card = OnnxFile.of(GoldenExamples.into(TinyModels.constant(CARD, 1, 2)))
                .card();
        assertThat(card.withVersion(2).examples()).isEqualTo(card.examples());
        assertThat(card.withCalibration(2, Map.of()).examples()).isEqualTo(card.examples());
        assertThat(card.withViews(List.of(), ViewAverage.LOGITS).examples()).isEmpty();
        assertThat(ModelCard.parse(card.json())).isEqualTo(card);
    }

    @Test
    void whatIsNoExampleIsRefused() {
        assertThatThrownBy(() -> new GoldenExample(null, null, null, null, null, null))
                .hasMessageContaining("either");
        assertThatThrownBy(() -> new GoldenExample("AAAA", 9999, 2, null, null, null))
                .hasMessageContaining("sides");
        assertThatThrownBy(() -> new GoldenExample("AAAA", 2, 2, null, null, null).pixels(CARD.views()))
                .isInstanceOf(ModelException.class);
    }
}
