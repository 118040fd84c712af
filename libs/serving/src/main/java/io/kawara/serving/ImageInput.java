package io.kawara.serving;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/** The image that a model wants: uint8 {@code [height, width, channels]}, RGB or grey; normalisation is inside the graph. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageInput(int width, int height, int channels, Resize resize) {
    /** How an image comes to the model's size. */
    public enum Resize {
        /** Each side on its own. */
        @JsonProperty("stretch")
        STRETCH,
        /** The whole image, centred, white beside it. */
        @JsonProperty("fit")
        FIT,
        /** The middle of the image, what stands out cut off. */
        @JsonProperty("crop")
        CROP
    }

    public ImageInput {
        if (width < 1 || width > 4096 || height < 1 || height > 4096) {
            throw new IllegalArgumentException(
                    "image input must be 1 to 4096 pixels a side: " + width + " x " + height);
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("image input has 1 channel (grey) or 3 (RGB): " + channels);
        }
        requireNonNull(resize, "image input says how to resize: stretch, fit or crop");
    }

    /** Bytes of one image. */
    public int size() {
        return width * height * channels;
    }
}
