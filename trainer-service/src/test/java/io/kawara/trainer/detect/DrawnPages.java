package io.kawara.trainer.detect;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pages of 160 x 120 pixels with dark blocks in a grid for characters, of two books. */
public final class DrawnPages {
    private DrawnPages() {}

    /** Writes {@code train.csv} and {@code images/}. */
    public static void write(Path folder, int count) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        var lines = new ArrayList<>(List.of("image_id,labels"));
        for (int page = 0; page < count; page++) {
            var random = new Random(page);
            var picture = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
            fill(picture, 0, 0, 160, 120, new Color(230, 225, 215));
            var labels = new StringBuilder();
            for (int row = 0; row < 4; row++) {
                for (int column = 0; column < 6; column++) {
                    int w = 12 + random.nextInt(8);
                    int h = 12 + random.nextInt(8);
                    int x = 6 + column * 25 + random.nextInt(4);
                    int y = 6 + row * 28 + random.nextInt(4);
                    fill(picture, x, y, w, h, new Color(20, 20, 20 + random.nextInt(40)));
                    labels.append(" U+306F ")
                            .append(x)
                            .append(' ')
                            .append(y)
                            .append(' ')
                            .append(w)
                            .append(' ')
                            .append(h);
                }
            }
            String id = "book%d_%02d".formatted(page % 2, page);
            ImageIO.write(
                    picture,
                    "png",
                    folder.resolve("images").resolve(id + ".png").toFile());
            lines.add(id + "," + labels.toString().strip());
        }
        Files.write(folder.resolve("train.csv"), lines);
    }

    private static void fill(BufferedImage picture, int x, int y, int w, int h, Color colour) {
        var graphics = picture.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(x, y, w, h);
        graphics.dispose();
    }
}
