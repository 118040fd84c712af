package io.kawara.vision;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** Reads the directories of a TIFF, which EXIF blocks are too (TIFF 6.0, section 2). */
final class TiffHeader {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS_PER_SAMPLE = 258;
    private static final int PHOTOMETRIC = 262;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int RGB = 2; // of the photometric kinds; 0 and 1 are grey
    private static final int SHORT = 3;
    private static final int MAX_PAGES = 10_000; // a directory may point back at itself

    static ImageHeader read(ByteBuffer file) {
        int at = firstDirectory(file);
        Map<Integer, Integer> tags = directory(file, at);
        int width = tags.getOrDefault(WIDTH, 0);
        int height = tags.getOrDefault(HEIGHT, 0);
        int samples = tags.getOrDefault(SAMPLES_PER_PIXEL, 1);
        int bits = tags.getOrDefault(BITS_PER_SAMPLE, 1);
        if (bits > 16 || samples > 4) {
            throw new UndecodableImage("the TIFF has %d samples of %d bits a pixel; at most 4 of 16 bits are read"
                    .formatted(samples, bits));
        }
        // A tile is unpacked whole, so one larger than its picture would get round the limit on pixels.
        if (tags.getOrDefault(TILE_WIDTH, 0) > width + 1024 || tags.getOrDefault(TILE_HEIGHT, 0) > height + 1024) {
            throw new UndecodableImage("the TIFF is damaged: its tiles are larger than the picture");
        }
        int orientation = Math.min(8, Math.max(1, tags.getOrDefault(ORIENTATION, 1)));
        int photometric = tags.getOrDefault(PHOTOMETRIC, 1);
        boolean alpha = (samples == 4 && photometric == RGB) || (samples == 2 && photometric < RGB);
        return ImageHeader.of(ImageFormat.TIFF, width, height, pages(file, at), alpha, orientation);
    }

    /** The orientation that an EXIF block names; 1 where it names none that could be. */
    static int orientation(ByteBuffer exif) {
        try {
            int orientation = directory(exif, firstDirectory(exif)).getOrDefault(ORIENTATION, 1);
            return orientation >= 1 && orientation <= 8 ? orientation : 1;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return 1; // a damaged note about the picture is no damage to the picture
        }
    }

    private static int firstDirectory(ByteBuffer file) {
        file.order(file.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return file.getInt(4);
    }

    /** The first value of each tag, where it is a short or an integer. */
    private static Map<Integer, Integer> directory(ByteBuffer file, int at) {
        Map<Integer, Integer> tags = new HashMap<>();
        int entries = file.getShort(at) & 0xffff;
        for (int entry = at + 2; entries-- > 0; entry += 12) {
            int tag = file.getShort(entry) & 0xffff;
            boolean isShort = file.getShort(entry + 2) == SHORT;
            boolean inPlace = !isShort || file.getInt(entry + 4) <= 2;
            int value = inPlace ? entry + 8 : file.getInt(entry + 8);
            tags.put(tag, isShort ? file.getShort(value) & 0xffff : file.getInt(value));
        }
        return tags;
    }

    private static int pages(ByteBuffer file, int first) {
        int pages = 0;
        for (int at = first; at > 0 && at + 2 <= file.limit() && pages < MAX_PAGES; pages++) {
            int next = at + 2 + 12 * (file.getShort(at) & 0xffff);
            at = next + 4 <= file.limit() ? file.getInt(next) : 0;
        }
        return pages;
    }

    private TiffHeader() {}
}
