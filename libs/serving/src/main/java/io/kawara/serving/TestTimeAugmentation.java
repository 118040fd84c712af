package io.kawara.serving;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to look at an image more than once, written {@code flip}, {@code rotations}, {@code symmetries}, {@code five-crop@120}, {@code
 * seven-crop@120} or {@code scale@160}.
 *
 * <p>Ways multiply: {@code [flip, seven-crop@120]} are fourteen views. {@link Views} makes them.
 *
 * @param side of a picture's shorter side in pixels, after {@code @}; 0 for the ways that have none
 */
public record TestTimeAugmentation(Kind kind, int side) {
    /** What a way does. */
    public enum Kind {
        /** As it is, and left and right exchanged. */
        FLIP(false),
        /** Turned by 0, 90, 180 and 270 degrees; of square images only. */
        ROTATIONS(false),
        /** The 8 symmetries of the square: flip and rotations. */
        SYMMETRIES(false),
        /** The four corners and the centre, at the model's size, of a picture of {@code side}. */
        FIVE_CROP(true),
        /** The five crops, nearly all of the picture and all of it, the two brought to the model's size. */
        SEVEN_CROP(true),
        /** The model's own size, and {@code side} too; may be given for several sides. For graphs whose height and width are free. */
        SCALE(true);

        private final boolean sided;

        Kind(boolean sided) {
            this.sided = sided;
        }

        private String written() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static final TestTimeAugmentation FLIP = new TestTimeAugmentation(Kind.FLIP, 0);
    public static final TestTimeAugmentation ROTATIONS = new TestTimeAugmentation(Kind.ROTATIONS, 0);

    private static final Pattern WRITTEN = Pattern.compile("([a-z-]+)(?:@([0-9]{1,4}))?");

    public TestTimeAugmentation {
        requireNonNull(kind, "kind");
        if (kind.sided ? side < 1 || side > 4096 : side != 0) {
            throw new IllegalArgumentException(
                    kind.sided
                            ? kind.written() + " names the picture's side, 1 to 4096 pixels: " + kind.written() + "@120"
                            : kind.written() + " has no side: " + side);
        }
    }

    /** A way as it is written; throws {@link IllegalArgumentException} where there is none. */
    @JsonCreator
    public static TestTimeAugmentation parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (parts.matches()) {
            for (Kind kind : Kind.values()) {
                if (kind.written().equals(parts.group(1))) {
                    return new TestTimeAugmentation(
                            kind, parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)));
                }
            }
        }
        throw new IllegalArgumentException("there is no test-time augmentation '" + text + "'; there are "
                + String.join(
                        ", ", Arrays.stream(Kind.values()).map(Kind::written).toList())
                + " (crops and scales with @ and a side, e.g. seven-crop@120)");
    }

    @JsonValue
    @Override
    public String toString() {
        return kind.sided ? kind.written() + "@" + side : kind.written();
    }
}
