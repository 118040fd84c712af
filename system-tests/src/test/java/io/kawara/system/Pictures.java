package io.kawara.system;

import io.kawara.contracts.CharacterBox;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Pictures that tests draw. */
final class Pictures {
    static byte[] withText(String format, String... lines) throws IOException {
        var picture = new BufferedImage(480, 60 + 60 * lines.length, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 36));
        for (int i = 0; i < lines.length; i++) {
            graphics.drawString(lines[i], 30, 70 + 60 * i);
        }
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, format, bytes)) {
            throw new IOException("this JDK writes no " + format);
        }
        return bytes.toByteArray();
    }

    /** A PNG page of paper with a red rectangle for each character. */
    static byte[] page(int width, int height, List<CharacterBox> characters) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(new Color(235, 225, 200));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(new Color(200, 30, 30));
        characters.forEach(box -> graphics.fillRect(box.x(), box.y(), box.w(), box.h()));
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    /** A PNG that says it is {@code width} x {@code height}, in a few kilobytes. */
    static byte[] hugePng(int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeLong(0x89504E470D0A1A0AL);
        var header = new ByteArrayOutputStream();
        var fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {1, 0, 0, 0, 0}); // one bit a pixel, grey
        chunk(out, "IHDR", header.toByteArray());
        var data = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(data)) {
            byte[] row = new byte[1 + (width + 7) / 8];
            for (int y = 0; y < height; y++) {
                deflate.write(row);
            }
        }
        chunk(out, "IDAT", data.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String name, byte[] data) throws IOException {
        byte[] type = name.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(type);
        crc.update(data);
        out.writeInt(data.length);
        out.write(type);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }

    private Pictures() {}
}
