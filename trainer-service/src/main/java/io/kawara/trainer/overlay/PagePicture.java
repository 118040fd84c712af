package io.kawara.trainer.overlay;

import io.kawara.vision.Image;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import io.kawara.vision.UndecodableImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Pictures from and to files. */
public final class PagePicture {
    /** An image as the services see it: turned as its EXIF says, within their limits. What cannot be decoded is an {@link IllegalArgumentException}. */
    public static BufferedImage read(Path file) throws IOException {
        try (Image decoded = ImageDecoder.decode(Files.readAllBytes(file), ImageLimits.DEFAULT);
                Image colours = decoded.toRgb()) {
            var bytes = new byte[colours.size()];
            colours.copyTo(ByteBuffer.wrap(bytes));
            var pixels = new int[colours.width() * colours.height()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (bytes[3 * i] & 255) << 16 | (bytes[3 * i + 1] & 255) << 8 | (bytes[3 * i + 2] & 255);
            }
            var picture = new BufferedImage(colours.width(), colours.height(), BufferedImage.TYPE_INT_RGB);
            picture.getRaster().setDataElements(0, 0, colours.width(), colours.height(), pixels);
            return picture;
        } catch (UndecodableImage e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** As a JPEG where the name ends so, else as a PNG. */
    public static void write(BufferedImage picture, Path file) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        boolean jpeg = file.toString().toLowerCase(Locale.ROOT).matches(".*\\.jpe?g");
        if (!ImageIO.write(picture, jpeg ? "jpeg" : "png", file.toFile())) {
            throw new IOException("this Java writes no picture such as " + file);
        }
    }

    private PagePicture() {}
}
