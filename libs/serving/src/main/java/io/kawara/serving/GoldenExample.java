package io.kawara.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * An input, with what the model said of it where it was made.
 *
 * @param picture of an image model: pixels {@code [height, width, channels]}, deflated (RFC 1950), in base64; brought to a model's size by its nearest pixels
 * @param text of a text model
 * @param logits the greatest of what came out, by label
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GoldenExample(String picture, Integer width, Integer height, String text, Map<String, Double> logits) {
    private static final int LONGEST_SIDE = 64;
    private static final int LONGEST_TEXT = 2000;

    public GoldenExample {
        if ((picture == null) == (text == null)) {
            throw new IllegalArgumentException("a golden example has either a picture or a text");
        }
        if (picture != null && !(isSide(width) && isSide(height))) {
            throw new IllegalArgumentException(
                    "a golden picture has sides of 1 to " + LONGEST_SIDE + " pixels: " + width + " x " + height);
        }
        if (text != null && text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("a golden text has at most " + LONGEST_TEXT + " characters");
        }
        logits = logits == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(logits));
    }

    private static boolean isSide(Integer pixels) {
        return pixels != null && pixels >= 1 && pixels <= LONGEST_SIDE;
    }

    static GoldenExample of(byte[] pixels, int width, int height) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(pixels);
            deflater.finish();
            var packed = new byte[pixels.length + 64];
            int length = deflater.deflate(packed);
            String picture = Base64.getEncoder().encodeToString(Arrays.copyOf(packed, length));
            return new GoldenExample(picture, width, height, null, null);
        } finally {
            deflater.end();
        }
    }

    static GoldenExample of(String text) {
        return new GoldenExample(null, null, null, text, null);
    }

    GoldenExample with(Map<String, Double> answered) {
        return new GoldenExample(picture, width, height, text, answered);
    }

    /** The pixels of every picture that the model looks at, one picture after the other. */
    byte[] pixels(Views views) {
        var all = new ByteArrayOutputStream(views.bytes());
        for (ImageInput size : views.pictures()) {
            byte[] small = inflated(width * height * size.channels());
            var pixels = new byte[size.size()];
            for (int y = 0, at = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    int from = (y * height / size.height() * width + x * width / size.width()) * size.channels();
                    for (int channel = 0; channel < size.channels(); channel++) {
                        pixels[at++] = small[from + channel];
                    }
                }
            }
            all.writeBytes(pixels);
        }
        return all.toByteArray();
    }

    private byte[] inflated(int size) {
        var inflater = new Inflater();
        try {
            inflater.setInput(Base64.getDecoder().decode(picture));
            var pixels = new byte[size];
            if (inflater.inflate(pixels) != size || inflater.inflate(new byte[1]) != 0) {
                throw new ModelException("a golden picture is not " + width + " x " + height + " pixels");
            }
            return pixels;
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new ModelException("a golden picture cannot be unpacked: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }
}
