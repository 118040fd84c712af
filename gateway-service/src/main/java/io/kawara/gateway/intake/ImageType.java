package io.kawara.gateway.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.regex.Pattern;

/** The image formats that are taken, told by their first bytes: what a sender says of them is not relied on. */
public enum ImageType {
    JPEG("image/jpeg", "\\xff\\xd8\\xff"),
    PNG("image/png", "\\x89PNG\\r\\n\\x1a\\n"),
    GIF("image/gif", "GIF8[79]a"),
    TIFF("image/tiff", "II[*+]\\x00|MM\\x00[*+]"),
    BMP("image/bmp", "BM"),
    WEBP("image/webp", "RIFF.{4}WEBP");

    private static final int LONGEST = 12;

    private final String mediaType;
    private final Pattern beginning;

    ImageType(String mediaType, String beginning) {
        this.mediaType = mediaType;
        this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
    }

    public static Optional<ImageType> of(byte[] file) {
        String head = new String(file, 0, Math.min(LONGEST, file.length), ISO_8859_1); // a character for each byte
        for (ImageType type : values()) {
            if (type.beginning.matcher(head).lookingAt()) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    public String mediaType() {
        return mediaType;
    }
}
