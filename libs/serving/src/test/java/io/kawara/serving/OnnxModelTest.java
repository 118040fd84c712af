package io.kawara.serving;

import static io.kawara.serving.TestTimeAugmentation.ROTATIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {
    private static final SessionSettings CPU = new SessionSettings(Device.CPU, 1);
    private static final ModelCard CARD = TinyModels.imageCard("colours", 1, 2, "red", "green", "blue");

    @Test
    void scoresEachImageOfABatch() {
        try (var model = OnnxModel.load(TinyModels.colours(CARD), CPU)) {
            var scores = model.imageScores(List.of(plain(255, 0, 0), plain(0, 0, 255), plain(9, 9, 9)));

            assertThat(scores).hasDimensions(3, 3);
            assertThat(scores[0][0]).isGreaterThan(0.99);
            assertThat(scores[1][2]).isGreaterThan(0.99);
            assertThat(scores[2][0]).isEqualTo(1.0 / 3, offset(1e-6));
            assertThat(model.ranked(scores[1]).get(0).label()).isEqualTo("blue");
        }
    }

    @Test
    void readsBytesAbove127AsBright() {
        try (var model = OnnxModel.load(TinyModels.colours(CARD), CPU)) {
            assertThat(model.imageLogits(List.of(plain(200, 100, 0)))[0][0]).isEqualTo(200 * 10f / 255, offset(1e-4f));
        }
    }

    @Test
    void loadsAFileWithoutCopyingItToTheHeap(@TempDir Path folder) throws Exception {
        var file = Files.write(folder.resolve("m.onnx"), TinyModels.colours(CARD));

        try (var model = OnnxModel.load(file, CPU)) {
            assertThat(model.card()).isEqualTo(CARD);
        }
    }

    @Test
    void flipAveragesAnImageWithItsMirror() {
        // Logit 0 sees only the left column, logit 1 nothing.
        var card = flipping();
        var weights = new float[card.image().size()][2];
        for (int row = 0; row < 2; row++) {
            for (int channel = 0; channel < 3; channel++) {
                weights[row * 6 + channel][0] = channel + 1;
            }
        }
        var leftRedRightBlue = new byte[] {10, 0, 0, 0, 0, 20, 10, 0, 0, 0, 0, 20};

        try (var model = OnnxModel.load(TinyModels.image(card, weights, 0, 0), CPU)) {
            var logits = model.imageLogits(List.of(leftRedRightBlue));

            // Plain: 2 x 10 x 1; mirrored: 2 x 20 x 3.
            assertThat(logits[0]).containsExactly((20 + 120) / 2f, 0);
        }
    }

    @Test
    void averagesTheLogitsOfAllViews() {
        var card = TinyModels.imageCard("corner", 1, 2, "red", "none").withViews(List.of(ROTATIONS), null);
        try (var model = OnnxModel.load(firstRed(card), CPU)) {
            var image = new byte[12];
            image[0] = 100;
            image[3] = 60;

            assertThat(model.imageLogits(List.of(image, new byte[12])))
                    .isDeepEqualTo(new float[][] {{40, 0}, {0, 0}}); // each corner is the first one once
        }
    }

    @Test
    void averagesTheScoresOfAllViewsWhereTheCardSaysSo() {
        var plain = TinyModels.imageCard("corner", 1, 2, "red", "none");
        var card = new ModelCard(
                "corner",
                1,
                plain.task(),
                plain.image(),
                null,
                plain.labels(),
                Activation.SIGMOID,
                null,
                Map.of(),
                List.of(ROTATIONS),
                ViewAverage.SCORES,
                Map.of());
        try (var model = OnnxModel.load(firstRed(card), CPU)) {
            var image = new byte[12];
            image[0] = 2;
            image[3] = 40;

            double mean = (1 / (1 + Math.exp(-2)) + 1 + 0.5 + 0.5) / 4;
            assertThat(model.imageScores(List.of(image))[0][0]).isEqualTo(mean, offset(1e-6));
            assertThat(model.imageScores(List.of(image))[0][1]).isEqualTo(0.5, offset(1e-6));
        }
    }

    @Test
    void looksAtOtherSizesOfAGraphThatLeavesThemFree() {
        var card = TinyModels.imageCard("free", 1, 2, "red", "green", "blue")
                .withViews(List.of(TestTimeAugmentation.parse("scale@3")), ViewAverage.LOGITS);
        try (var model = OnnxModel.load(TinyModels.convolutional(card), CPU)) {
            var small = plain(100, 0, 0);
            var large = new byte[27];
            large[0] = 90; // a ninth of it: mean 10
            var both = Arrays.copyOf(small, 12 + 27);
            System.arraycopy(large, 0, both, 12, 27);

            assertThat(model.imageLogits(List.of(both))[0][0]).isEqualTo((100 + 10) / 2f, offset(1e-4f));
        }
    }

    @Test
    void refusesOtherSizesOfAGraphThatDoesNot() {
        var card = TinyModels.imageCard("colours", 1, 2, "red", "green", "blue")
                .withViews(List.of(TestTimeAugmentation.parse("scale@3")), ViewAverage.LOGITS);

        assertRefused(TinyModels.colours(card), "its card asks for UINT8[-1, 3, 3, 3]");
    }

    @Test
    void padsTextsOfDifferentLengths() {
        var card = TinyModels.textCard("words", 1, 1000, "shoe", "shirt");
        try (var model = OnnxModel.load(TinyModels.words(card, "shoe", "shirt"), CPU)) {
            var together = model.textLogits(List.of(
                    card.text().encode("a very long title of a shirt"),
                    card.text().encode("shoe"),
                    new long[0]));
            var alone = model.textLogits(List.of(card.text().encode("shoe")));

            assertThat(together[0]).containsExactly(0, 5);
            assertThat(together[1]).isEqualTo(alone[0]).containsExactly(5, 0);
            assertThat(together[2]).containsExactly(0, 0);
        }
    }

    @Test
    void ranksEqualScoresInTheCardsOrder() {
        try (var model = OnnxModel.load(TinyModels.constant(CARD, 1, 2, 1), CPU)) {
            var ranked = model.ranked(model.imageScores(List.of(plain(0, 0, 0)))[0]);

            assertThat(ranked).extracting("label").containsExactly("green", "red", "blue");
        }
    }

    @Test
    void refusesAnImageOfAnotherSize() {
        try (var model = OnnxModel.load(TinyModels.colours(CARD), CPU)) {
            assertThatThrownBy(() -> model.imageScores(List.of(new byte[11]))).hasMessageContaining("12 bytes, not 11");
            assertThat(model.imageScores(List.of(plain(255, 0, 0)))[0][0]).isGreaterThan(0.99);
        }
    }

    @Test
    void refusesAFileThatIsNoModel() throws Exception {
        var whole = TinyModels.colours(CARD);

        assertRefused("hello, world".getBytes(StandardCharsets.UTF_8), "not an ONNX file");
        assertRefused(new byte[0], "without a byte");
        assertRefused(Arrays.copyOf(whole, whole.length / 2), "not a whole ONNX file");
        assertRefused(
                ModelProto.parseFrom(whole).toBuilder()
                        .clearMetadataProps()
                        .build()
                        .toByteArray(),
                "has no card");
        assertRefused(
                ModelProto.parseFrom(whole).toBuilder().clearGraph().build().toByteArray(),
                "ONNX Runtime does not take");
    }

    @Test
    void refusesAGraphThatDoesNotFitItsCard() {
        var larger = TinyModels.imageCard("colours", 1, 3, "red", "green", "blue");
        var fewer = TinyModels.imageCard("colours", 1, 2, "red", "green");
        var text = TinyModels.textCard("words", 1, 10, "a", "b");
        var shortTable = TinyModels.text(text, new float[5][2]);

        assertRefused(OnnxFile.of(TinyModels.colours(CARD)).with(larger), "its card asks for UINT8[-1, 3, 3, 3]");
        assertRefused(OnnxFile.of(TinyModels.colours(CARD)).with(fewer), "its card asks for FLOAT[-1, 2]");
        assertRefused(OnnxFile.of(TinyModels.colours(CARD)).with(text), "not tokens");
        assertRefused(shortTable, "words@1 failed");
    }

    @Test
    void refusesWeightsInAnotherFile() throws Exception {
        var model = ModelProto.parseFrom(TinyModels.colours(CARD)).toBuilder();
        model.getGraphBuilder()
                .getInitializerBuilder(0)
                .clearFloatData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("../../etc/passwd"));

        assertRefused(model.build().toByteArray(), "keeps weights in another file");
    }

    @Test
    void aCardCanBeExchanged() throws Exception {
        var second = TinyModels.imageCard("colours", 2, 2, "R", "G", "B");

        var file = OnnxFile.of(TinyModels.colours(CARD)).with(second);

        assertThat(ModelProto.parseFrom(file).getMetadataPropsList()).hasSize(1);
        try (var model = OnnxModel.load(file, CPU)) {
            assertThat(model.card()).isEqualTo(second);
            assertThat(model.imageScores(List.of(plain(0, 255, 0)))[0][1]).isGreaterThan(0.99);
        }
    }

    @Test
    void cudaThatIsMissingIsAnError() {
        assertThat(SessionSettings.on(Device.CPU, 2)).isEqualTo(new SessionSettings(Device.CPU, 2));
        if (SessionSettings.on(Device.AUTO, 1).device() == Device.CPU) {
            assertThatThrownBy(() -> SessionSettings.on(Device.CUDA, 1))
                    .hasMessageContaining("device=cuda was asked for");
        }
    }

    private static void assertRefused(byte[] file, String why) {
        assertThatThrownBy(() -> OnnxModel.load(file, CPU).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(why);
    }

    /** Label "red" is the first pixel's red. */
    private static byte[] firstRed(ModelCard card) {
        var weights = new float[card.image().size()][2];
        weights[0][0] = 1;
        return TinyModels.image(card, weights, 0, 0);
    }

    private static ModelCard flipping() {
        return new ModelCard(
                "sides",
                1,
                ModelTask.IMAGE_CLASSIFICATION,
                new ImageInput(2, 2, 3, ImageInput.Resize.STRETCH),
                null,
                List.of("left", "none"),
                Activation.SOFTMAX,
                null,
                Map.of(),
                List.of(TestTimeAugmentation.FLIP),
                Collections.emptyMap());
    }

    private static byte[] plain(int red, int green, int blue) {
        var pixels = new byte[12];
        for (int i = 0; i < 12; i += 3) {
            pixels[i] = (byte) red;
            pixels[i + 1] = (byte) green;
            pixels[i + 2] = (byte) blue;
        }
        return pixels;
    }
}
