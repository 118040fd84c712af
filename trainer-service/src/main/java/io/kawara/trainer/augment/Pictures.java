package io.kawara.trainer.augment;

import io.kawara.reading.ModelPictures;
import io.kawara.serving.ImageInput;
import io.kawara.serving.Views;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Picture;
import io.kawara.trainer.data.Row;
import io.kawara.vision.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Decodes rows' pictures exactly as the classifier does, at the model's size or a little above it. Thread-safe. */
public final class Pictures {
    private Pictures() {}

    /** What the classifier would give the model for each row: {@code [height, width, channels]}. */
    public static List<byte[]> of(DataSet data, ImageInput input) throws IOException {
        return prepared(data, List.of(input));
    }

    /** What the classifier would give a model of these views for each row. */
    public static List<byte[]> of(DataSet data, Views views) throws IOException {
        return prepared(data, views.pictures());
    }

    private static List<byte[]> prepared(DataSet data, List<ImageInput> sizes) throws IOException {
        var pictures = new ArrayList<byte[]>(data.size());
        for (Row row : data.rows()) {
            pictures.add(prepared(row, sizes));
        }
        return pictures;
    }

    /** A row's picture as {@link #of} gives it, at another size. */
    static byte[] at(Row row, ImageInput input, int width, int height) throws IOException {
        return prepared(row, List.of(new ImageInput(width, height, input.channels(), input.resize())));
    }

    private static byte[] prepared(Row row, List<ImageInput> sizes) throws IOException {
        if (row.image() == null) {
            throw new IllegalArgumentException("row " + row.id() + " has no picture, which an image model learns from");
        }
        return prepared(row.image(), sizes);
    }

    /** What the classifier would give a model for a picture: its pixels at each of {@link Views#pictures}, one after the other. */
    public static byte[] prepared(Picture picture, List<ImageInput> sizes) throws IOException {
        try (Image decoded = picture.decoded()) {
            return ModelPictures.of(decoded, sizes);
        }
    }
}
