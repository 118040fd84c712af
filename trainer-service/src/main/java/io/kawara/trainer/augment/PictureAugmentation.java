package io.kawara.trainer.augment;

import io.kawara.serving.ImageInput;
import io.kawara.trainer.recipe.AugmentKeys;
import java.util.SplittableRandom;

/**
 * Changes a picture as a recipe's {@code augment} says: geometry first (crop, stretch, rotation, shift and mirror in one bilinear step), then light and
 * colour, then cutout. Thread-safe.
 */
final class PictureAugmentation {
    private static final int GREY = 128;

    private final AugmentKeys keys;
    private final ImageInput input;

    PictureAugmentation(AugmentKeys keys, ImageInput input) {
        this.keys = keys;
        this.input = input;
    }

    /** The picture {@code [height, width, channels]} changed, at the model's size, written at {@code offset} of {@code target}. */
    void apply(byte[] picture, int width, int height, SplittableRandom random, byte[] target, int offset) {
        warp(picture, width, height, random, target, offset);
        colour(target, offset, random);
        cutout(target, offset, random);
    }

    private void warp(byte[] picture, int width, int height, SplittableRandom random, byte[] target, int offset) {
        // Every draw is made whatever the keys are, so that changing one key leaves the others' draws as they were.
        double mirror = random.nextDouble() < keys.flip() ? -1 : 1;
        double side = Math.sqrt(keys.crop() + (1 - keys.crop()) * random.nextDouble());
        double stretch = Math.pow(keys.stretch(), random.nextDouble() - 0.5);
        double angle = Math.toRadians(keys.rotate() * (2 * random.nextDouble() - 1));
        double room = (1 - side) / 2;
        double centreX = 0.5 + room * (2 * random.nextDouble() - 1) + keys.shift() * (2 * random.nextDouble() - 1);
        double centreY = 0.5 + room * (2 * random.nextDouble() - 1) + keys.shift() * (2 * random.nextDouble() - 1);
        double scaleX = side * stretch * mirror;
        double scaleY = side / stretch;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        int channels = input.channels();
        int at = offset;
        for (int y = 0; y < input.height(); y++) {
            double v = (y + 0.5) / input.height() - 0.5;
            for (int x = 0; x < input.width(); x++) {
                double u = (x + 0.5) / input.width() - 0.5;
                double sourceX = (centreX + scaleX * (cos * u - sin * v)) * width - 0.5;
                double sourceY = (centreY + scaleY * (sin * u + cos * v)) * height - 0.5;
                bilinear(picture, width, height, channels, sourceX, sourceY, target, at);
                at += channels;
            }
        }
    }

    /** The picture at a point between its pixels; beyond its edge its edge goes on. */
    private static void bilinear(
            byte[] picture, int width, int height, int channels, double x, double y, byte[] target, int at) {
        double clampedX = Math.max(0, Math.min(width - 1.0, x));
        double clampedY = Math.max(0, Math.min(height - 1.0, y));
        int left = Math.min((int) clampedX, Math.max(0, width - 2));
        int top = Math.min((int) clampedY, Math.max(0, height - 2));
        int right = width > 1 ? channels : 0;
        int below = height > 1 ? width * channels : 0;
        double dx = clampedX - left;
        double dy = clampedY - top;
        int corner = (top * width + left) * channels;
        for (int c = 0; c < channels; c++, corner++) {
            double upper = (picture[corner] & 255) * (1 - dx) + (picture[corner + right] & 255) * dx;
            double lower = (picture[corner + below] & 255) * (1 - dx) + (picture[corner + below + right] & 255) * dx;
            target[at + c] = (byte) (upper * (1 - dy) + lower * dy + 0.5);
        }
    }

    private void colour(byte[] target, int offset, SplittableRandom random) {
        double brightness = 255 * keys.brightness() * (2 * random.nextDouble() - 1);
        double contrast = 1 + keys.contrast() * (2 * random.nextDouble() - 1);
        double saturation = 1 + keys.saturation() * (2 * random.nextDouble() - 1);
        if (keys.brightness() == 0 && keys.contrast() == 0 && keys.saturation() == 0) {
            return;
        }
        int channels = input.channels();
        int end = offset + input.size();
        double mean = 0;
        for (int i = offset; i < end; i++) {
            mean += target[i] & 255;
        }
        mean /= input.size();
        for (int i = offset; i < end; i += channels) {
            double grey = channels == 1
                    ? target[i] & 255
                    : 0.299 * (target[i] & 255) + 0.587 * (target[i + 1] & 255) + 0.114 * (target[i + 2] & 255);
            for (int c = 0; c < channels; c++) {
                double coloured = grey + saturation * ((target[i + c] & 255) - grey);
                target[i + c] = level(mean + contrast * (coloured - mean) + brightness);
            }
        }
    }

    private void cutout(byte[] target, int offset, SplittableRandom random) {
        if (keys.cutout() == 0 || random.nextBoolean()) {
            return;
        }
        int hole = (int) Math.round(keys.cutout() * random.nextDouble() * Math.min(input.width(), input.height()));
        int left = random.nextInt(input.width()) - hole / 2;
        int top = random.nextInt(input.height()) - hole / 2;
        for (int y = Math.max(0, top); y < Math.min(input.height(), top + hole); y++) {
            for (int x = Math.max(0, left); x < Math.min(input.width(), left + hole); x++) {
                int at = offset + (y * input.width() + x) * input.channels();
                for (int c = 0; c < input.channels(); c++) {
                    target[at + c] = (byte) GREY;
                }
            }
        }
    }

    private static byte level(double value) {
        return (byte) (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
