package io.kawara.vision;

import java.nio.ByteBuffer;

/** Reads a PNG's chunks up to its first image data (W3C Portable Network Graphics, third edition). */
final class PngHeader {
    private static final int IHDR = 0x49484452;
    private static final int ANIMATION = 0x6163544c; // acTL
    private static final int TRANSPARENCY = 0x74524e53; // tRNS
    private static final int EXIF = 0x65584966; // eXIf
    private static final int IMAGE_DATA = 0x49444154; // IDAT
    private static final int WITH_ALPHA = 4; // bit of the colour type

    static ImageHeader read(ByteBuffer file) {
        file.position(12);
        if (file.getInt() != IHDR) {
            throw new UndecodableImage("the PNG is damaged: it does not begin with its header");
        }
        int width = file.getInt();
        int height = file.getInt();
        file.get(); // bits per sample
        boolean alpha = (file.get() & WITH_ALPHA) != 0;
        int frames = 1;
        int orientation = 1;
        file.position(33);
        while (file.remaining() >= 12) {
            int length = file.getInt();
            int type = file.getInt();
            int body = file.position();
            if (type == IMAGE_DATA) {
                break;
            }
            alpha |= type == TRANSPARENCY;
            frames = type == ANIMATION ? Math.max(1, file.getInt(body)) : frames;
            orientation = type == EXIF ? TiffHeader.orientation(file.slice(body, length)) : orientation;
            file.position(Math.addExact(body, Math.max(0, length)) + 4);
        }
        return ImageHeader.of(ImageFormat.PNG, width, height, frames, alpha, orientation);
    }

    private PngHeader() {}
}
