package io.kawara.vision;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What an image file says of itself, read without decoding it.
 *
 * @param width of the picture as it is meant to be seen: EXIF orientation applied
 * @param frames frames of an animation or pages of a TIFF
 * @param alpha whether pixels may be transparent
 * @param orientation EXIF's 1 to 8; 1 is upright
 */
public record ImageHeader(ImageFormat format, int width, int height, int frames, boolean alpha, int orientation) {
    public ImageHeader {
        if (width < 1 || height < 1) {
            throw new UndecodableImage("the %s says that it is %d x %d pixels".formatted(format, width, height));
        }
    }

    /** Reads the header; {@link UndecodableImage} where {@code bytes} are of no format that is read. */
    public static ImageHeader read(byte[] bytes) {
        ImageFormat format = format(bytes);
        ByteBuffer file = ByteBuffer.wrap(bytes);
        try {
            return switch (format) {
                case JPEG -> JpegHeader.read(file);
                case PNG -> PngHeader.read(file);
                case WEBP -> WebpHeader.read(file);
                case TIFF -> TiffHeader.read(file);
                case BMP -> BmpHeader.read(file);
                case GIF -> GifHeader.read(file);
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new UndecodableImage("the " + format + " is truncated or damaged: its header is not whole", e);
        }
    }

    static ImageHeader of(ImageFormat format, int width, int height, int frames, boolean alpha, int orientation) {
        boolean lying = orientation >= 5 && orientation <= 8;
        return new ImageHeader(format, lying ? height : width, lying ? width : height, frames, alpha, orientation);
    }

    private static ImageFormat format(byte[] bytes) {
        if (bytes.length == 0) {
            throw new UndecodableImage("the image is empty");
        }
        String start = new String(bytes, 0, Math.min(bytes.length, 12), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return ImageFormat.JPEG;
        }
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return ImageFormat.PNG;
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return ImageFormat.WEBP;
        }
        if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
            return ImageFormat.TIFF;
        }
        if (start.startsWith("BM") && bytes.length > 14) {
            return ImageFormat.BMP;
        }
        if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return ImageFormat.GIF;
        }
        throw new UndecodableImage("not an image (JPEG, PNG, WebP, TIFF, BMP or GIF): it starts with " + quoted(start));
    }

    private static String quoted(String start) {
        boolean text = start.chars().allMatch(c -> (c >= ' ' && c < 127) || c == '\n' || c == '\r' || c == '\t');
        return text
                ? '"' + start.replaceAll("\\s", " ") + '"'
                : "the bytes " + HexFormat.ofDelimiter(" ").formatHex(start.getBytes(StandardCharsets.ISO_8859_1));
    }
}
