package io.kawara.vision;

/** The image formats that are read. */
public enum ImageFormat {
    JPEG("JPEG"),
    PNG("PNG"),
    WEBP("WebP"),
    TIFF("TIFF"),
    BMP("BMP"),
    GIF("GIF");

    private final String name;

    ImageFormat(String name) {
        this.name = name;
    }

    /** The name as people write it. */
    @Override
    public String toString() {
        return name;
    }
}
