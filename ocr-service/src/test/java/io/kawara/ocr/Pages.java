package io.kawara.ocr;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;

/** Pictures with text for the tests, drawn or from the shared data sets. */
final class Pages {
    /** One line under the other, black on white, the first baseline at twice the size. */
    static byte[] drawn(int width, int height, int size, String... lines) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLACK);
        return written(image, graphics, size, lines);
    }

    /** Light grey on white as a worn printer leaves it, with the scanner's black around it. */
    static byte[] faint(int width, int height, int size, String... lines) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(240, 240, 240));
        graphics.fillRect(0, size / 2, width - size, height - size);
        graphics.setColor(new Color(205, 205, 205));
        return written(image, graphics, size, lines);
    }

    private static byte[] written(BufferedImage image, Graphics2D graphics, int size, String... lines) {
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SERIF, Font.PLAIN, size));
        for (int i = 0; i < lines.length; i++) {
            graphics.drawString(lines[i], size, 2 * size * (i + 1));
        }
        graphics.dispose();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The installed language data; without it the test is skipped. */
    static Tessdata tessdata() {
        try {
            return Tessdata.find(Optional.empty(), Optional.ofNullable(System.getenv("TESSDATA_PREFIX")));
        } catch (IllegalStateException e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    /** A file of the shared data sets; without them the test is skipped. */
    static Path shared(String file) {
        String configured = System.getProperty("kawara.shared");
        Path folder = configured == null ? null : Path.of(configured, "data");
        for (Path up = Path.of("").toAbsolutePath(); folder == null && up != null; up = up.getParent()) {
            folder = Files.isDirectory(up.resolve("shared/data")) ? up.resolve("shared/data") : null;
        }
        return folder == null || !Files.exists(folder.resolve(file))
                ? Assumptions.abort("the shared data set file " + file + " is not here")
                : folder.resolve(file);
    }

    private Pages() {}
}
