package io.kawara.vision;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Walks a JPEG's marker segments up to its frame header (ITU-T T.81, annex B). */
final class JpegHeader {
    private static final int START_OF_SCAN = 0xda;
    private static final int APP1 = 0xe1;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    static ImageHeader read(ByteBuffer file) {
        file.position(2);
        int orientation = 1;
        while (true) {
            int marker = marker(file);
            int end = file.position() + (file.getShort(file.position()) & 0xffff);
            file.position(file.position() + 2);
            if (marker == APP1 && orientation == 1) {
                orientation = orientation(file.slice(file.position(), Math.max(0, end - file.position())));
            } else if (isStartOfFrame(marker)) {
                file.get(); // bits per sample
                int height = file.getShort() & 0xffff;
                int width = file.getShort() & 0xffff;
                return ImageHeader.of(ImageFormat.JPEG, width, height, 1, false, orientation);
            } else if (marker == START_OF_SCAN) {
                throw new UndecodableImage("the JPEG is damaged: it has no frame header");
            }
            file.position(end);
        }
    }

    private static int marker(ByteBuffer file) {
        if ((file.get() & 0xff) != 0xff) {
            throw new UndecodableImage("the JPEG is damaged: no marker at byte " + (file.position() - 1));
        }
        int marker = file.get() & 0xff;
        while (marker == 0xff) { // fill bytes
            marker = file.get() & 0xff;
        }
        return marker;
    }

    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static int orientation(ByteBuffer segment) {
        if (segment.remaining() < EXIF.length || !segment.slice(0, EXIF.length).equals(ByteBuffer.wrap(EXIF))) {
            return 1;
        }
        return TiffHeader.orientation(segment.slice(EXIF.length, segment.remaining() - EXIF.length));
    }

    private JpegHeader() {}
}
