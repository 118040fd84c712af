package io.kawara.trainer.augment;

import io.kawara.serving.ImageInput;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import io.kawara.vision.Image;
import io.kawara.vision.Resize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Decodes rows' pictures exactly as the classifier does, at the model's size or a little above it. Thread-safe. */
public final class Pictures {
    private Pictures() {}

    /** What the classifier would give the model for each row: {@code [height, width, channels]}. */
    public static List<byte[]> of(DataSet data, ImageInput input) throws IOException {
        return at(data, input, input.width(), input.height());
    }

    /** As {@link #of}, at another size. */
    static List<byte[]> at(DataSet data, ImageInput input, int width, int height) throws IOException {
        var pictures = new ArrayList<byte[]>(data.size());
        for (Row row : data.rows()) {
            pictures.add(at(row, input, width, height));
        }
        return pictures;
    }

    static byte[] at(Row row, ImageInput input, int width, int height) throws IOException {
        if (row.image() == null) {
            throw new IllegalArgumentException("row " + row.id() + " has no picture, which an image model learns from");
        }
        try (Image decoded = row.image().decoded();
                Image sized = decoded.resized(
                        width, height, Resize.valueOf(input.resize().name()));
                Image coloured = input.channels() == 1 ? sized.toGray() : sized.toRgb()) {
            var pixels = ByteBuffer.allocate(coloured.size());
            coloured.copyTo(pixels);
            return pixels.array();
        }
    }
}
