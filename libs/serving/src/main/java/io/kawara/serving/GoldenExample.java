package io.kawara.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * An input, with what the model said of it where it was made.
 *
 * @param picture of an image or a page: pixels {@code [height, width, channels]}, deflated (RFC 1950), in base64; brought to a model's size by its nearest pixels
 * @param text of a text model
 * @param row of a model of tables: a number for each of its columns
 * @param logits the greatest of what came out, by label; of a detector what its maps say of the middle
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GoldenExample(
        String picture, Integer width, Integer height, String text, List<Float> row, Map<String, Double> logits) {
    private static final int LONGEST_SIDE = 64;
    private static final int LONGEST_TEXT = 2000;

    public GoldenExample {
        row = row == null ? List.of() : List.copyOf(row);
        long inputs = Stream.of(picture != null, text != null, !row.isEmpty())
                .filter(given -> given)
                .count();
        if (inputs != 1) {
            throw new IllegalArgumentException("a golden example has either a picture, a text or a row of numbers");
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
            return new GoldenExample(picture, width, height, null, null, null);
        } finally {
            deflater.end();
        }
    }

    static GoldenExample of(String text) {
        return new GoldenExample(null, null, null, text, null, null);
    }

    static GoldenExample of(List<Float> row) {
        return new GoldenExample(null, null, null, null, row, null);
    }

    GoldenExample with(Map<String, Double> answered) {
        return new GoldenExample(picture, width, height, text, row, answered);
    }

    /** The row as a model takes it. */
    float[] numbers() {
        var numbers = new float[row.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = row.get(i);
        }
        return numbers;
    }

    /** The pixels of every picture that the model looks at, one picture after the other. */
    byte[] pixels(Views views) {
        var all = new ByteArrayOutputStream(views.bytes());
        for (ImageInput size : views.pictures()) {
            all.writeBytes(pixels(size.width(), size.height(), size.channels()));
        }
        return all.toByteArray();
    }

    /** The pixels {@code [height, width, channels]} of the picture, brought to a size. */
    byte[] pixels(int wide, int high, int channels) {
        byte[] small = inflated(width * height * channels);
        var pixels = new byte[wide * high * channels];
        for (int y = 0, at = 0; y < high; y++) {
            for (int x = 0; x < wide; x++) {
                int from = (y * height / high * width + x * width / wide) * channels;
                for (int channel = 0; channel < channels; channel++) {
                    pixels[at++] = small[from + channel];
                }
            }
        }
        return pixels;
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
