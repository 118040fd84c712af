package io.kawara.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelCardTest {
    private static final String IMAGE = """
        {"name":"slips-image","version":2,"task":"image-classification",
         "image":{"width":96,"height":128,"channels":3,"resize":"fit"},
         "labels":["B","A"],"activation":"sigmoid","temperature":1.5,"thresholds":{"A":0.3},"testTimeAugmentation":["flip"],
         "provenance":{"seed":42,"metrics":{"accuracy":0.9}},"fromALaterVersion":true}\
        """;

    @Test
    void readsWhatItWrites() {
        var image = ModelCard.parse(IMAGE);

        assertThat(image.image()).isEqualTo(new ImageInput(96, 128, 3, ImageInput.Resize.FIT));
        assertThat(image.labels()).containsExactly("B", "A");
        assertThat(image.provenance()).containsEntry("seed", 42);
        assertThat(ModelCard.parse(image.json())).isEqualTo(image);
    }

    @Test
    void carriesItsTokenizer() {
        var ngrams = text(new NgramTokenizer(1000, List.of(1, 2), List.of(2, 3)));
        var characters = text(new CharacterTokenizer("abc"));

        assertThat(ngrams.json()).contains("\"kind\":\"ngrams\"", "\"wordNgrams\":[1,2]");
        assertThat(ModelCard.parse(ngrams.json())).isEqualTo(ngrams);
        assertThat(characters.json()).contains("\"kind\":\"characters\"", "\"vocabulary\":\"abc\"");
        assertThat(ModelCard.parse(characters.json())).isEqualTo(characters);
    }

    @Test
    void writesTheSameBytesWhateverTheOrderOfTheProvenance() {
        var one = ModelCard.parse(IMAGE.replace("\"seed\":42,\"metrics\":{\"accuracy\":0.9}", "\"a\":1,\"b\":2"));
        var other = ModelCard.parse(IMAGE.replace("\"seed\":42,\"metrics\":{\"accuracy\":0.9}", "\"b\":2,\"a\":1"));

        assertThat(one.json()).isEqualTo(other.json());
    }

    @Test
    void leftOutActivationIsSoftmaxAndTemperatureOne() {
        var card = ModelCard.parse(IMAGE.replace("\"activation\":\"sigmoid\",\"temperature\":1.5,", ""));

        assertThat(card.activation()).isEqualTo(Activation.SOFTMAX);
        assertThat(card.temperature()).isEqualTo(1);
    }

    @Test
    void carriesItsViewsAndHowTheyAreAveraged() {
        var card = ModelCard.parse(
                IMAGE.replace("[\"flip\"]", "[\"flip\",\"seven-crop@140\"],\"testTimeAverage\":\"scores\""));

        assertThat(card.testTimeAugmentation())
                .containsExactly(TestTimeAugmentation.FLIP, TestTimeAugmentation.parse("seven-crop@140"));
        assertThat(card.testTimeAverage()).isEqualTo(ViewAverage.SCORES);
        assertThat(card.json()).contains("\"testTimeAugmentation\":[\"flip\",\"seven-crop@140\"]");
        assertThat(ModelCard.parse(card.json())).isEqualTo(card);
    }

    @Test
    void anOldCardAveragesLogits() {
        assertThat(ModelCard.parse(IMAGE).testTimeAugmentation()).containsExactly(TestTimeAugmentation.FLIP);
        assertThat(ModelCard.parse(IMAGE).testTimeAverage()).isEqualTo(ViewAverage.LOGITS);
    }

    @Test
    void saysWhatIsWrong() {
        assertRefused(IMAGE.replace("slips-image", "Slips/Image"), "lower-case letters");
        assertRefused(IMAGE.replace("\"version\":2", "\"version\":0"), "count from 1: 0");
        assertRefused(
                IMAGE.replace("image-classification", "text-classification"), "describes that input and no other");
        assertRefused(IMAGE.replace("[\"B\",\"A\"]", "[\"A\",\"A\"]"), "each once: [A, A]");
        assertRefused(IMAGE.replace("\"A\":0.3", "\"C\":0.3"), "no label C");
        assertRefused(IMAGE.replace("\"A\":0.3", "\"A\":3"), "not in [0,1]: A=3.0");
        assertRefused(IMAGE.replace("1.5", "0"), "must be above 0: 0.0");
        assertRefused(IMAGE.replace("\"channels\":3", "\"channels\":4"), "1 channel (grey) or 3 (RGB): 4");
        assertRefused(IMAGE.replace("\"fit\"", "\"bend\""), "bend");
        assertRefused(IMAGE.replace("\"flip\"", "\"rotations\""), "96 x 128 pixels cannot be turned");
        assertRefused(IMAGE.replace("\"flip\"", "\"mirror\""), "no test-time augmentation 'mirror'");
        assertRefused("not json", "not a model card");
    }

    private static void assertRefused(String json, String why) {
        assertThatThrownBy(() -> ModelCard.parse(json))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(why);
    }

    private static ModelCard text(Tokenizer tokenizer) {
        return new ModelCard(
                "slips-text",
                1,
                ModelTask.TEXT_CLASSIFICATION,
                null,
                new TextInput(tokenizer, 64),
                List.of("A", "B"),
                Activation.SOFTMAX,
                null,
                Map.of(),
                List.of(),
                Map.of("seed", 1));
    }
}
