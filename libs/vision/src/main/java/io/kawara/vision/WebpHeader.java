package io.kawara.vision;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads a WebP's chunks (RFC 9649). */
final class WebpHeader {
    private static final int LOSSY = 0x20385056; // "VP8 "
    private static final int LOSSLESS = 0x4c385056; // "VP8L"
    private static final int EXTENDED = 0x58385056; // "VP8X"
    private static final int FRAME = 0x464d4e41; // "ANMF"
    private static final int EXIF = 0x46495845; // "EXIF"

    static ImageHeader read(ByteBuffer file) {
        file.order(ByteOrder.LITTLE_ENDIAN);
        int body = 20;
        ImageHeader first = first(file, file.getInt(12), body);
        int frames = 0;
        int orientation = 1;
        for (int at = 12; at + 8 <= file.limit(); ) {
            int type = file.getInt(at);
            int length = file.getInt(at + 4);
            if (length < 0) {
                throw new UndecodableImage("the WebP is damaged: a chunk of it is longer than 2 GiB");
            }
            frames += type == FRAME ? 1 : 0;
            if (type == EXIF && at + 8 + length <= file.limit()) {
                orientation = TiffHeader.orientation(file.slice(at + 8, length));
            }
            at = Math.addExact(at, 8 + length + (length & 1)); // chunks are padded to even lengths
        }
        return ImageHeader.of(
                ImageFormat.WEBP, first.width(), first.height(), Math.max(1, frames), first.alpha(), orientation);
    }

    private static ImageHeader first(ByteBuffer file, int type, int body) {
        return switch (type) {
            case LOSSY -> sized(file.getShort(body + 6) & 0x3fff, file.getShort(body + 8) & 0x3fff, false);
            case LOSSLESS -> {
                int packed = file.getInt(body + 1);
                yield sized((packed & 0x3fff) + 1, (packed >> 14 & 0x3fff) + 1, (packed >> 28 & 1) == 1);
            }
            case EXTENDED ->
                sized(
                        (file.getInt(body + 4) & 0xffffff) + 1,
                        (file.getInt(body + 6) >>> 8) + 1,
                        (file.get(body) & 0x10) != 0);
            default -> throw new UndecodableImage("the WebP is damaged: its first chunk is no image");
        };
    }

    private static ImageHeader sized(int width, int height, boolean alpha) {
        return ImageHeader.of(ImageFormat.WEBP, width, height, 1, alpha, 1);
    }

    private WebpHeader() {}
}
