package io.kawara.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.serving.ImageInput;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.recipe.AugmentKeys;
import io.kawara.trainer.recipe.StrictYaml;
import io.kawara.trainer.recipe.TokenizerKeys;
import io.kawara.trainer.training.Batch;
import io.kawara.vision.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugmentationTest {
    private static final ImageInput INPUT = new ImageInput(8, 6, 3, ImageInput.Resize.STRETCH);
    private static final AugmentKeys STRONG = read(
            "{flip: 0.5, crop: 0.6, stretch: 1.2, rotate: 10, shift: 0.1, brightness: 0.2, contrast: 0.3, saturation: 0.3, cutout: 0.5}");

    @TempDir
    Path folder;

    private DataSet data;

    @BeforeEach
    void draw() throws IOException {
        data = DataSet.of("drawn", List.of(row("a", "cup", 0), row("b", "pot", 80), row("c", "cup", 160)));
    }

    @Test
    void leavesPicturesAsTheyAreServedWhereNothingIsAskedFor() throws IOException {
        var source = new PictureSource(data, INPUT, AugmentKeys.none(), 1);

        assertThat(pixels(source.batch(3, 0, new int[] {2})))
                .isEqualTo(Pictures.of(data, INPUT).get(2));
        assertThat(source.batch(1, 0, new int[] {2, 1}).targets()).containsExactly(1, 0, 0, 1);
    }

    @Test
    void changesARowByItsSeedEpochAndPlaceAndNotByItsNeighbours() throws IOException {
        var source = new PictureSource(data, INPUT, STRONG, 1);
        byte[] alone = pixels(source.batch(2, 3, new int[] {1}));
        byte[] among = pixels(source.batch(2, 3, new int[] {1, 0, 2}));

        assertThat(among).startsWith(alone);
        assertThat(pixels(source.batch(3, 3, new int[] {1}))).isNotEqualTo(alone);
        assertThat(pixels(source.batch(2, 4, new int[] {1}))).isNotEqualTo(alone);
        assertThat(pixels(new PictureSource(data, INPUT, STRONG, 2).batch(2, 3, new int[] {1})))
                .isNotEqualTo(alone);
    }

    @Test
    void changesCopiesOfARowApart() throws IOException {
        byte[] copies = pixels(new PictureSource(data, INPUT, STRONG, 1).batch(1, 0, new int[] {1, 1}));
        int half = copies.length / 2;

        assertThat(Arrays.copyOf(copies, half)).isNotEqualTo(Arrays.copyOfRange(copies, half, copies.length));
    }

    @Test
    void mirrors() throws IOException {
        var always = read("{flip: 1}");
        byte[] mirrored = pixels(new PictureSource(data, INPUT, always, 1).batch(1, 0, new int[] {1}));
        byte[] plain = Pictures.of(data, INPUT).get(1);

        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 8; x++) {
                assertThat(mirrored[(y * 8 + x) * 3]).isEqualTo(plain[(y * 8 + 7 - x) * 3]);
            }
        }
    }

    @Test
    void padsTextsWithZeroAndLeavesTokensOut() {
        var words =
                DataSet.of("said", List.of(said("a", "cup", "one two three four five six"), said("b", "pot", "one")));
        var input = new TokenizerKeys(TokenizerKeys.Kind.NGRAMS, 1000, List.of(1), List.of(), 1, 50).card(List.of());
        var whole = (Input.Tokens) new TokenSource(words, input, AugmentKeys.none(), 1)
                .batch(1, 0, new int[] {0, 1})
                .input();
        var thinned = (Input.Tokens) new TokenSource(words, input, read("{dropTokens: 0.5}"), 1)
                .batch(1, 0, new int[] {0})
                .input();

        assertThat(whole.length()).isEqualTo(6);
        assertThat(whole.ids()[6]).isNotZero();
        assertThat(whole.ids()[7]).isZero();
        assertThat(thinned.length()).isLessThan(6);
    }

    private Row row(String id, String label, int shade) throws IOException {
        var pixels = new byte[16 * 12 * 3];
        IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) (shade + i * 7 % 96));
        try (var image = Image.of(16, 12, 3, pixels)) {
            var file = Files.write(folder.resolve(id + ".png"), image.toPng());
            return new Row(id, file, label, Map.of(), List.of(), id);
        }
    }

    private static Row said(String id, String label, String words) {
        return new Row(id, Path.of("none"), label, Map.of("said", words), List.of(), id);
    }

    private static AugmentKeys read(String yaml) {
        return StrictYaml.parse(yaml, "recipe.yaml", AugmentKeys.class, List.of());
    }

    private static byte[] pixels(Batch batch) {
        return ((Input.Images) batch.input()).pixels();
    }
}
