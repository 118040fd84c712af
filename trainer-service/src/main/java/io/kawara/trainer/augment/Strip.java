package io.kawara.trainer.augment;

import io.kawara.trainer.transform.Raster;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** A row of pictures, or a column of lines, under a name. */
final class Strip {
    private static final Color PAGE = new Color(232, 232, 232); // on which black and white both show
    private static final int GAP = 6;
    private static final int TITLE = 20;
    private static final int LINE = 18;
    private static final int WIDTH = 640;

    private final BufferedImage image;

    private Strip(BufferedImage image) {
        this.image = image;
    }

    /** Pictures side by side, each in the middle of a square cell. */
    static Strip of(String name, List<Raster> pictures, int cell) {
        int width = pictures.size() * (cell + GAP) + GAP;
        var image = new BufferedImage(width, TITLE + cell + GAP, BufferedImage.TYPE_INT_RGB);
        var graphics = titled(image, name);
        for (int i = 0; i < pictures.size(); i++) {
            var picture = Scenes.image(pictures.get(i));
            int x = GAP + i * (cell + GAP) + (cell - picture.getWidth()) / 2;
            graphics.drawImage(picture, x, TITLE + (cell - picture.getHeight()) / 2, null);
        }
        graphics.dispose();
        return new Strip(image);
    }

    static Strip ofLines(String name, List<String> lines) {
        var image = new BufferedImage(WIDTH, TITLE + lines.size() * LINE + GAP, BufferedImage.TYPE_INT_RGB);
        var graphics = titled(image, name);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        for (int i = 0; i < lines.size(); i++) {
            graphics.drawString(lines.get(i), GAP, TITLE + (i + 1) * LINE - GAP);
        }
        graphics.dispose();
        return new Strip(image);
    }

    void write(Path file) throws IOException {
        ImageIO.write(image, "png", file.toFile());
    }

    private static Graphics2D titled(BufferedImage image, String name) {
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(PAGE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 12));
        graphics.drawString(name, GAP, TITLE - GAP);
        return graphics;
    }
}
