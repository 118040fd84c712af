package io.kawara.trainer.synthesize;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlipGeneratorTest {
    @Test
    void drawsTheSameSlipForASeedAndPlaceWhateverCameBefore() {
        var later = new SlipGenerator(3);
        later.draw(0);

        assertThat(pixels(later.draw(5).photo()))
                .isEqualTo(pixels(new SlipGenerator(3).draw(5).photo()));
        assertThat(pixels(new SlipGenerator(4).draw(5).photo()))
                .isNotEqualTo(pixels(later.draw(5).photo()));
    }

    @Test
    void drawsEveryMerchantInTurn() {
        var generator = new SlipGenerator(1);

        for (int place = 0; place < generator.merchants().size(); place++) {
            assertThat(generator.draw(place).merchant())
                    .isEqualTo(generator.merchants().get(place));
        }
    }

    @Test
    void writesPicturesAndTheirLabels(@TempDir Path folder) throws IOException {
        new SlipGenerator(1).write(folder, 9, done -> {});

        assertThat(Files.readAllLines(folder.resolve("labels.csv")))
                .hasSize(10)
                .contains("slip-00000,TSUBAKI TEA HOUSE", "slip-00008,TSUBAKI TEA HOUSE");
        assertThat(folder.resolve("images/slip-00008.jpg")).isNotEmptyFile();
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
