package io.kawara.reading;

import io.kawara.serving.ImageInput;
import io.kawara.vision.Image;
import io.kawara.vision.Resize;
import java.nio.ByteBuffer;
import java.util.List;

/** Brings an image to the sizes at which a model looks at it: the same in services and trainer. */
public final class ModelPictures {
    /**
     * The pixels of all pictures, one after the other, {@code [height, width, channels]} each.
     *
     * @param pictures see {@link io.kawara.serving.Views#pictures}
     */
    public static byte[] of(Image image, List<ImageInput> pictures) {
        var pixels =
                ByteBuffer.allocate(pictures.stream().mapToInt(ImageInput::size).sum());
        for (var input : pictures) {
            var resize = Resize.valueOf(input.resize().name());
            try (var sized = image.resized(input.width(), input.height(), resize);
                    var coloured = input.channels() == 1 ? sized.toGray() : sized.toRgb()) {
                coloured.copyTo(pixels);
            }
        }
        return pixels.array();
    }

    private ModelPictures() {}
}
