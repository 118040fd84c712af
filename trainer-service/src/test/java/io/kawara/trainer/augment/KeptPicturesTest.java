package io.kawara.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.serving.ImageInput;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import io.kawara.vision.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPicturesTest {
    private static final ImageInput INPUT = new ImageInput(4, 4, 3, ImageInput.Resize.STRETCH);

    @TempDir
    Path folder;

    private DataSet data;

    @BeforeEach
    void draw() throws IOException {
        data = DataSet.of("drawn", List.of(row("a", "cup", 10), row("b", "pot", 90), row("c", "cup", 170)));
    }

    @Test
    void keepsWhatFitsAndDecodesTheRestAnew() throws IOException {
        var pictures = new KeptPictures(data, INPUT, 4, 4, 2 * 48);
        for (int epoch = 0; epoch < 2; epoch++) {
            for (int row = 0; row < 3; row++) {
                assertThat(pictures.at(row).pixels()[0] & 255).isEqualTo(10 + 80 * row);
            }
        }

        assertThat(pictures.inMemory()).isEqualTo(2);
        assertThat(pictures.at(0)).isSameAs(pictures.at(0));
        assertThat(pictures.at(2)).isNotSameAs(pictures.at(2));
    }

    @Test
    void namesAPictureThatCannotBeDecoded() throws IOException {
        Files.writeString(folder.resolve("b.png"), "no picture");

        assertThatThrownBy(() -> new KeptPictures(data, INPUT, 4, 4, 1000).at(1))
                .hasMessageContaining("b.png");
    }

    private Row row(String id, String label, int shade) throws IOException {
        var pixels = new byte[4 * 4 * 3];
        java.util.Arrays.fill(pixels, (byte) shade);
        try (var image = Image.of(4, 4, 3, pixels)) {
            var file = Files.write(folder.resolve(id + ".png"), image.toPng());
            return new Row(id, file, label, Map.of(), List.of(), id);
        }
    }
}
