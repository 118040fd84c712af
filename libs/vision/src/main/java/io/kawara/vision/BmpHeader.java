package io.kawara.vision;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads a Windows bitmap's header. */
final class BmpHeader {
    private static final int OLDEST = 12; // BITMAPCOREHEADER, with 16-bit sizes

    static ImageHeader read(ByteBuffer file) {
        file.order(ByteOrder.LITTLE_ENDIAN);
        boolean oldest = file.getInt(14) == OLDEST;
        int width = oldest ? file.getShort(18) & 0xffff : file.getInt(18);
        int height = oldest ? file.getShort(20) & 0xffff : file.getInt(22);
        return ImageHeader.of(ImageFormat.BMP, width, Math.abs(height), 1, false, 1); // below 0: rows from the top
    }

    private BmpHeader() {}
}
