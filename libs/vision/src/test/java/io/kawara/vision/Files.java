package io.kawara.vision;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Makes the image files that the tests read, by the JDK or byte by byte. */
final class Files {
    /** The upper quarter white, below it the left half red and the right half blue: every way to turn it looks different. */
    static BufferedImage flag(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, y < height / 4 ? 0xffffff : x < width / 2 ? 0xff0000 : 0x0000ff);
            }
        }
        return image;
    }

    static byte[] write(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("the JDK writes no " + format + " of this kind");
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] jpeg(int width, int height) {
        return write(flag(width, height), "jpeg");
    }

    /** A CMYK JPEG as Adobe's programs write it: inverted, with their marker. */
    static byte[] cmykJpeg(int width, int height, int cyan, int magenta, int yellow, int black) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int i = 0; i < width * height; i++) {
            raster.setPixel(i % width, i / width, new int[] {255 - cyan, 255 - magenta, 255 - yellow, 255 - black});
        }
        byte[] adobe = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return inserted(written("jpeg", new IIOImage(raster, null, null), null), 2, adobe);
    }

    static byte[] tiff(BufferedImage image, String compression) throws IOException {
        return written("tiff", new IIOImage(image, null, null), compression);
    }

    private static byte[] written(String format, IIOImage image, String compression) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (compression != null) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionType(compression);
            }
            writer.write(null, image, parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static byte[] animatedGif(BufferedImage... frames) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                var metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
                writer.writeToSequence(new IIOImage(frame, null, metadata), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** An EXIF block that says only how the picture lies. */
    static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .put("MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1)
                .put(entry(274, 3, orientation << 16))
                .array();
    }

    /** An entry of a TIFF directory, high byte first. */
    static byte[] entry(int tag, int type, int value) {
        return ByteBuffer.allocate(12)
                .putShort((short) tag)
                .putShort((short) type)
                .putInt(1)
                .putInt(value)
                .array();
    }

    /** An unpacked grey TIFF in one strip. */
    static byte[] grayTiff(int width, int height, byte[] pixels, int orientation) {
        int directory = 8 + pixels.length;
        return ByteBuffer.allocate(directory + 2 + 9 * 12 + 4)
                .put("MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(directory)
                .put(pixels)
                .putShort((short) 9)
                .put(entry(256, 4, width))
                .put(entry(257, 4, height))
                .put(entry(258, 3, 8 << 16))
                .put(entry(259, 3, 1 << 16))
                .put(entry(262, 3, 1 << 16))
                .put(entry(273, 4, 8))
                .put(entry(274, 3, orientation << 16))
                .put(entry(278, 4, height))
                .put(entry(279, 4, pixels.length))
                .array();
    }

    static byte[] withExif(byte[] jpeg, int orientation) {
        byte[] exif = exif(orientation);
        ByteBuffer segment = ByteBuffer.allocate(10 + exif.length)
                .putShort((short) 0xffe1)
                .putShort((short) (8 + exif.length))
                .put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1))
                .put(exif);
        return inserted(jpeg, 2, segment.array());
    }

    static byte[] inserted(byte[] file, int at, byte[] part) {
        byte[] longer = Arrays.copyOf(file, file.length + part.length);
        System.arraycopy(part, 0, longer, at, part.length);
        System.arraycopy(file, at, longer, at + part.length, file.length - at);
        return longer;
    }

    static byte[] chunk(String type, byte[] body) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + body.length)
                .putInt(body.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(body);
        CRC32 checksum = new CRC32();
        checksum.update(chunk.array(), 4, 4 + body.length);
        return chunk.putInt((int) checksum.getValue()).array();
    }

    /** A black PNG, true to its size: a few kilobytes that unpack to many megapixels. */
    static byte[] bomb(int width, int height) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        byte[] oneBitGray = {1, 0, 0, 0, 0};
        file.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(oneBitGray)
                        .array()));
        Deflater deflater = new Deflater(9);
        deflater.setInput(new byte[((width + 7) / 8 + 1) * height]);
        deflater.finish();
        byte[] packed = new byte[1 << 20];
        file.writeBytes(chunk("IDAT", Arrays.copyOf(packed, deflater.deflate(packed))));
        deflater.end();
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    static BufferedImage grayAlpha(int type, int gray, int alpha) {
        var model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false, ComponentColorModel.TRANSLUCENT, type);
        WritableRaster raster = model.createCompatibleWritableRaster(8, 8);
        for (int i = 0; i < 64; i++) {
            raster.setPixel(i % 8, i / 8, new int[] {gray, alpha});
        }
        return new BufferedImage(model, raster, false, null);
    }

    private Files() {}
}
