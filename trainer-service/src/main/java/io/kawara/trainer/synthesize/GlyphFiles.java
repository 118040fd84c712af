package io.kawara.trainer.synthesize;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.vision.Image;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import io.kawara.vision.Resize;
import io.kawara.vision.UndecodableImage;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Reads {@link Glyphs}: an idx file of images with its labels beside it ({@code images-idx3} and {@code labels-idx1} in their names; letters from 0 or
 * from 1), a CSV table with the columns {@code letter} and {@code 0} to {@code 783}, each as it is or with {@code .gz}, or a folder of pictures for
 * each letter. What does not fit is an {@link IllegalArgumentException} naming the file.
 */
public final class GlyphFiles {
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;
    private static final int PIXELS = Glyphs.SIDE * Glyphs.SIDE;

    public static Glyphs read(Path path) throws IOException {
        var glyphs = new Glyphs.Builder();
        if (Files.isDirectory(path)) {
            folders(path, glyphs);
        } else if (!Files.exists(path)) {
            throw new IllegalArgumentException("there are no glyphs " + path);
        } else if (path.getFileName().toString().contains("idx")) {
            idx(path, glyphs);
        } else {
            csv(path, glyphs);
        }
        return glyphs.build();
    }

    private static void idx(Path images, Glyphs.Builder glyphs) throws IOException {
        String name = images.getFileName().toString();
        var labels = images.resolveSibling(name.replace("images-idx3", "labels-idx1"));
        if (labels.equals(images) || !Files.exists(labels)) {
            throw new IllegalArgumentException(
                    images + " needs its letters beside it, in a file with 'labels-idx1' where it has 'images-idx3'");
        }
        byte[] letters = labels(labels);
        int first = 256;
        int last = 0;
        for (byte letter : letters) {
            first = Math.min(first, letter & 255);
            last = Math.max(last, letter & 255);
        }
        int a = last == Glyphs.LETTERS && first > 0 ? 1 : 0; // EMNIST counts its letters from 1
        try (var in = stream(images)) {
            var header = new int[] {in.readInt(), in.readInt(), in.readInt(), in.readInt()};
            if (!Arrays.equals(header, new int[] {IMAGES, letters.length, Glyphs.SIDE, Glyphs.SIDE})) {
                throw new IllegalArgumentException(images + " does not hold " + letters.length + " images of "
                        + Glyphs.SIDE + " x " + Glyphs.SIDE + " pixels, one for each letter in " + labels);
            }
            for (byte letter : letters) {
                glyphs.add((letter & 255) - a, in.readNBytes(PIXELS));
            }
        }
    }

    private static byte[] labels(Path file) throws IOException {
        try (var in = stream(file)) {
            if (in.readInt() != LABELS) {
                throw new IllegalArgumentException(file + " is not an idx file of labels");
            }
            return in.readNBytes(in.readInt());
        }
    }

    private static DataInputStream stream(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(open(file)));
    }

    private static InputStream open(Path file) throws IOException {
        var in = Files.newInputStream(file);
        return file.getFileName().toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private static void csv(Path file, Glyphs.Builder glyphs) throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(open(file), UTF_8))) {
            String header = in.readLine();
            var columns = header == null ? List.<String>of() : Arrays.asList(header.split(",", -1));
            int letter = columns.indexOf("letter");
            int pixel = columns.indexOf("0");
            if (letter < 0 || pixel < 0 || columns.size() < pixel + PIXELS) {
                throw new IllegalArgumentException(file + " needs the columns letter and 0 to " + (PIXELS - 1));
            }
            int line = 1;
            for (String row = in.readLine(); row != null; row = in.readLine()) {
                line++;
                String[] values = row.split(",", -1);
                if (values.length < columns.size()) {
                    throw new IllegalArgumentException(file + ":" + line + ": " + values.length
                            + " values where the header has " + columns.size());
                }
                var pixels = new byte[PIXELS];
                for (int i = 0; i < PIXELS; i++) {
                    pixels[i] = (byte) Integer.parseInt(values[pixel + i].strip());
                }
                glyphs.add(letter(values[letter], file + ":" + line), pixels);
            }
        }
    }

    private static void folders(Path folder, Glyphs.Builder glyphs) throws IOException {
        try (var letters = Files.list(folder)) {
            for (Path letter : letters.filter(Files::isDirectory).sorted().toList()) {
                int number = letter(letter.getFileName().toString(), folder.toString());
                try (var pictures = Files.list(letter)) {
                    for (Path picture : pictures.sorted().toList()) {
                        glyphs.add(number, picture(picture));
                    }
                }
            }
        }
    }

    /** A picture at a glyph's size; one that is dark on light is inverted. */
    private static byte[] picture(Path file) throws IOException {
        try (Image decoded = ImageDecoder.decode(Files.readAllBytes(file), ImageLimits.DEFAULT);
                Image sized = decoded.resized(Glyphs.SIDE, Glyphs.SIDE, Resize.STRETCH);
                Image grey = sized.toGray()) {
            var buffer = ByteBuffer.allocate(PIXELS);
            grey.copyTo(buffer);
            var pixels = buffer.array();
            int sum = 0;
            for (byte pixel : pixels) {
                sum += pixel & 255;
            }
            if (sum > PIXELS * 127) {
                for (int i = 0; i < PIXELS; i++) {
                    pixels[i] = (byte) ~pixels[i];
                }
            }
            return pixels;
        } catch (UndecodableImage e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static int letter(String name, String place) {
        String letter = name.strip().toLowerCase(Locale.ROOT);
        if (!letter.matches("[a-z]")) {
            throw new IllegalArgumentException(place + ": '" + name + "' is not a letter from a to z");
        }
        return letter.charAt(0) - 'a';
    }

    private GlyphFiles() {}
}
