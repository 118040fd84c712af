package io.kawara.vision;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads a GIF's screen size and counts its frames, skipping their data (GIF89a). */
final class GifHeader {
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;

    static ImageHeader read(ByteBuffer file) {
        file.order(ByteOrder.LITTLE_ENDIAN).position(6);
        int width = file.getShort() & 0xffff;
        int height = file.getShort() & 0xffff;
        int flags = file.get();
        file.position(13);
        skipColours(file, flags);
        int frames = 0;
        while (file.hasRemaining()) {
            int block = file.get() & 0xff;
            if (block == IMAGE) {
                frames++;
                file.position(file.position() + 8);
                skipColours(file, file.get());
                file.get(); // code size
            } else if (block == EXTENSION) {
                file.get();
            } else {
                break;
            }
            skipData(file);
        }
        return ImageHeader.of(ImageFormat.GIF, width, height, Math.max(1, frames), true, 1);
    }

    private static void skipColours(ByteBuffer file, int flags) {
        if ((flags & 0x80) != 0) {
            file.position(file.position() + 3 * (2 << (flags & 7)));
        }
    }

    private static void skipData(ByteBuffer file) {
        for (int length = file.get() & 0xff; length > 0; length = file.get() & 0xff) {
            file.position(file.position() + length);
        }
    }

    private GifHeader() {}
}
