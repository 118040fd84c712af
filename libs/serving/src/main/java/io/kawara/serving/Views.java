package io.kawara.serving;

import io.kawara.serving.TestTimeAugmentation.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * The views of an image that a model is asked about: the one place that says how an image becomes them, in services and trainer alike.
 *
 * <p>Whoever has the decoded image brings it to each size of {@link #pictures} by the input's resize policy, and hands the pixels over one picture
 * after the other, as one array. Without test-time augmentation that is the one picture of the model's size. Immutable.
 *
 * <p>Crops are cut as torchvision's {@code FiveCrop} does; of the seven, the sixth leaves out {@code int(round(side - size) / 4)} pixels at each edge.
 */
public final class Views {
    private final List<ImageInput> pictures;
    private final List<View> views;
    private final int bytes;

    /** The part of a picture that is looked at, brought to a size, then mirrored and turned clockwise. */
    private record View(
            int picture, int x, int y, int width, int height, ImageInput size, boolean mirrored, int quarters) {
        Pixels of(Pixels pixels) {
            var part = pixels.cut(x, y, width, height).resized(size.width(), size.height());
            return (mirrored ? part.mirrored() : part).turned(quarters);
        }

        View seen(boolean otherMirrored, int otherQuarters) {
            return new View(picture, x, y, width, height, size, otherMirrored, otherQuarters);
        }
    }

    private Views(List<ImageInput> pictures, List<View> views) {
        this.pictures = List.copyOf(pictures);
        this.views = List.copyOf(views);
        this.bytes = pictures.stream().mapToInt(ImageInput::size).reduce(0, Math::addExact);
    }

    /**
     * The views of a model whose input is {@code input}.
     *
     * @throws IllegalArgumentException where they cannot be: rotations of an image that is not square, a crop larger than its picture, a way given twice
     */
    public static Views of(ImageInput input, List<TestTimeAugmentation> ways) {
        refuseTwice(ways);
        var crops = ways.stream().filter(way -> isCrop(way.kind())).toList();
        var scales = ways.stream().filter(way -> way.kind() == Kind.SCALE).toList();
        boolean square = has(ways, Kind.SYMMETRIES);
        boolean turns = square || has(ways, Kind.ROTATIONS);
        boolean flips = square || has(ways, Kind.FLIP);
        if (crops.size() > 1 || (!crops.isEmpty() && !scales.isEmpty())) {
            throw new IllegalArgumentException("test-time augmentation takes one kind of crop, or scales: " + ways);
        }
        if (square && (has(ways, Kind.FLIP) || has(ways, Kind.ROTATIONS))) {
            throw new IllegalArgumentException("symmetries are flip and rotations already: " + ways);
        }
        if (turns && input.width() != input.height()) {
            throw new IllegalArgumentException("an image of " + input.width() + " x " + input.height()
                    + " pixels cannot be turned by 90 degrees: " + ways);
        }
        var pictures = new ArrayList<ImageInput>();
        var views = new ArrayList<View>();
        if (crops.isEmpty()) {
            pictures.add(input);
            scales.forEach(scale -> pictures.add(sized(input, scale.side())));
            for (int picture = 0; picture < pictures.size(); picture++) {
                views.add(whole(picture, pictures.get(picture), pictures.get(picture)));
            }
        } else {
            pictures.add(sized(input, crops.get(0).side()));
            views.addAll(crops(pictures.get(0), input, crops.get(0)));
        }
        return new Views(pictures, seen(views, flips, turns));
    }

    private static boolean isCrop(Kind kind) {
        return kind == Kind.FIVE_CROP || kind == Kind.SEVEN_CROP;
    }

    private static boolean has(List<TestTimeAugmentation> ways, Kind kind) {
        return ways.stream().anyMatch(way -> way.kind() == kind);
    }

    private static void refuseTwice(List<TestTimeAugmentation> ways) {
        if (new HashSet<>(ways).size() < ways.size()) {
            throw new IllegalArgumentException("test-time augmentation names a way twice: " + ways);
        }
    }

    /** The input's shape with another shorter side. */
    private static ImageInput sized(ImageInput input, int side) {
        double scale = (double) side / Math.min(input.width(), input.height());
        return new ImageInput(
                (int) Math.rint(input.width() * scale),
                (int) Math.rint(input.height() * scale),
                input.channels(),
                input.resize());
    }

    private static List<View> crops(ImageInput picture, ImageInput input, TestTimeAugmentation way) {
        int right = picture.width() - input.width();
        int below = picture.height() - input.height();
        if (right < 0 || below < 0) {
            throw new IllegalArgumentException(way + " cuts images of " + input.width() + " x " + input.height()
                    + " out of a smaller picture, " + picture.width() + " x " + picture.height());
        }
        var views = new ArrayList<View>();
        views.add(crop(input, 0, 0));
        views.add(crop(input, right, 0));
        views.add(crop(input, 0, below));
        views.add(crop(input, right, below));
        views.add(crop(input, (int) Math.rint(right / 2.0), (int) Math.rint(below / 2.0)));
        if (way.kind() == Kind.SEVEN_CROP) {
            int x = right / 4;
            int y = below / 4;
            views.add(new View(0, x, y, picture.width() - 2 * x, picture.height() - 2 * y, input, false, 0));
            views.add(whole(0, picture, input));
        }
        return views;
    }

    private static View crop(ImageInput input, int x, int y) {
        return new View(0, x, y, input.width(), input.height(), input, false, 0);
    }

    private static View whole(int place, ImageInput picture, ImageInput size) {
        return new View(place, 0, 0, picture.width(), picture.height(), size, false, 0);
    }

    private static List<View> seen(List<View> plain, boolean flips, boolean turns) {
        var seen = new ArrayList<View>();
        for (View view : plain) {
            for (int quarters = 0; quarters < (turns ? 4 : 1); quarters++) {
                seen.add(view.seen(false, quarters));
                if (flips) {
                    seen.add(view.seen(true, quarters));
                }
            }
        }
        return seen;
    }

    /** What the decoded image is brought to, in the order in which the pixels are handed over. */
    public List<ImageInput> pictures() {
        return pictures;
    }

    /** Bytes of all pictures together. */
    public int bytes() {
        return bytes;
    }

    public int count() {
        return views.size();
    }

    /** Whether the picture itself is the only view. */
    boolean isPlain() {
        return views.size() == 1 && pictures.get(0).equals(views.get(0).size());
    }

    /** The size at which a view goes into the model. */
    ImageInput size(int view) {
        return views.get(view).size();
    }

    /**
     * A view's pixels, {@code [height, width, channels]}.
     *
     * @param image the pixels of all pictures
     */
    byte[] view(int number, byte[] image) {
        var view = views.get(number);
        int start = 0;
        for (var picture : pictures.subList(0, view.picture())) {
            start += picture.size();
        }
        var picture = pictures.get(view.picture());
        var bytes = pictures.size() == 1 ? image : Arrays.copyOfRange(image, start, start + picture.size());
        return view.of(new Pixels(bytes, picture.width(), picture.height(), picture.channels()))
                .bytes();
    }
}
