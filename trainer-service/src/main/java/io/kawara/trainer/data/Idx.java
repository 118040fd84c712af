package io.kawara.trainer.data;

import io.kawara.trainer.recipe.DataKeys;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The format of MNIST: a file of grey pictures and a file of label numbers, gzipped or not (LeCun et al., The MNIST Database). Pictures are kept in
 * memory as they are in the file, one byte a pixel.
 */
final class Idx {
    private static final int LARGEST = 1 << 30;

    /** An array of bytes and its sides. */
    @SuppressWarnings("ArrayRecordComponent") // read at once
    private record Bytes(int[] sides, byte[] values) {}

    static List<Row> read(Path folder, DataKeys keys) throws IOException {
        Path imageFile = file(folder.resolve(keys.image()));
        Path labelFile = file(folder.resolve(keys.file()));
        var images = bytes(imageFile, 3);
        var labels = bytes(labelFile, 1);
        int count = images.sides()[0];
        if (labels.sides()[0] != count) {
            throw new IllegalArgumentException(imageFile + " has " + count + " pictures, but " + labelFile + " has "
                    + labels.sides()[0] + " labels");
        }
        int height = images.sides()[1];
        int width = images.sides()[2];
        int digits = Integer.toString(count).length();
        var rows = new ArrayList<Row>();
        for (int i = 0; i < count; i++) {
            String number = Integer.toString(i);
            String id = "0".repeat(digits - number.length()) + number;
            var picture =
                    new GreyPicture(imageFile + ", picture " + i, images.values(), i * width * height, width, height);
            rows.add(new Row(
                    id, picture, Set.of(label(labels.values()[i] & 255, keys, labelFile)), Map.of(), keys.groupOf(id)));
        }
        return rows;
    }

    private static String label(int number, DataKeys keys, Path file) {
        if (keys.labels().isEmpty()) {
            return Integer.toString(number);
        }
        if (number >= keys.labels().size()) {
            throw new IllegalArgumentException(file + " has label " + number + ", but 'data.labels' names only "
                    + keys.labels().size());
        }
        return keys.labels().get(number);
    }

    private static Path file(Path named) {
        Path packed = named.resolveSibling(named.getFileName() + ".gz");
        if (Files.isRegularFile(named) || !Files.isRegularFile(packed)) {
            return named;
        }
        return packed;
    }

    private static Bytes bytes(Path file, int dimensions) throws IOException {
        try (var in = new DataInputStream(opened(file))) {
            if (in.readInt() != (8 << 8 | dimensions)) { // two zeroes, 8 for unsigned bytes, how many sides
                throw new IllegalArgumentException(file + " is no idx file of bytes with " + dimensions + " dimension"
                        + (dimensions > 1 ? "s" : ""));
            }
            var sides = new int[dimensions];
            long size = 1;
            for (int i = 0; i < dimensions; i++) {
                sides[i] = in.readInt();
                size = sides[i] < 0 || size > LARGEST ? LARGEST + 1L : size * sides[i];
            }
            if (size > LARGEST) {
                throw new IllegalArgumentException(file + " would fill more than 1 GiB of memory");
            }
            var values = in.readNBytes((int) size);
            if (values.length < size) {
                throw new IllegalArgumentException(file + " ends early: " + values.length + " of " + size + " bytes");
            }
            return new Bytes(sides, values);
        } catch (EOFException e) {
            throw new IllegalArgumentException(file + " ends early", e);
        }
    }

    private static InputStream opened(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file));
        in.mark(2);
        boolean packed = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return packed ? new BufferedInputStream(new GZIPInputStream(in)) : in;
    }

    private Idx() {}
}
