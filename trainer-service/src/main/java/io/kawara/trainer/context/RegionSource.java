package io.kawara.trainer.context;

import io.kawara.pages.Box;
import io.kawara.serving.ImageInput;
import io.kawara.trainer.augment.Augmentation;
import io.kawara.trainer.augment.Draw;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.recipe.ContextRecipe;
import io.kawara.trainer.recipe.RegionCropKeys;
import io.kawara.trainer.training.Batch;
import io.kawara.trainer.training.BatchSource;
import io.kawara.trainer.transform.Raster;
import io.kawara.vision.Image;
import io.kawara.vision.Resize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Batches of random parts of pages in changed colours, and the boxes on them with their codes: the rows of a batch are the boxes of all its crops. */
public final class RegionSource implements BatchSource {
    private static final long MIB = 1 << 20;

    /** How often a crop without a box is drawn again; a page of few characters is shown without any then. */
    private static final int TRIES = 20;

    private final List<LearntPage> pages;
    private final List<CropBoxes> boxes;
    /** Which page each crop of an epoch is of. */
    private final int[] shown;

    private final KeptImages images;
    private final Map<String, Integer> labels = new HashMap<>();
    private final RegionCropKeys crops;
    private final int channels;
    private final Augmentation colours;
    private final long seed;

    /**
     * Crops to learn from.
     *
     * @param pages the recipe's own, and {@code others} from further folders
     * @param labels in the order of the network's outputs
     */
    public RegionSource(List<LearntPage> pages, List<LearntPage> others, List<String> labels, ContextRecipe recipe) {
        this.pages = Stream.concat(pages.stream(), others.stream()).toList();
        crops = recipe.crops();
        shown = IntStream.range(0, this.pages.size())
                .flatMap(page ->
                        IntStream.generate(() -> page).limit(page < pages.size() ? crops.each() : crops.eachAlso()))
                .toArray();
        channels = recipe.context().channels();
        seed = recipe.train().seed();
        boxes = this.pages.stream()
                .map(page -> new CropBoxes(page, recipe.falseBoxes(), crops.visible()))
                .toList();
        images = new KeptImages(this.pages, recipe.boxes().memory() * MIB);
        for (String label : labels) {
            this.labels.put(label, this.labels.size());
        }
        colours = new Augmentation(
                recipe.colours(), new ImageInput(crops.width(), crops.height(), channels, ImageInput.Resize.STRETCH));
    }

    @Override
    public int size() {
        return shown.length;
    }

    /** A part of a page. */
    @SuppressWarnings("ArrayRecordComponent") // passed on, and never compared
    private record Crop(Box place, List<CropBoxes.Labelled> boxes, byte[] pixels) {}

    @Override
    public Batch batch(int epoch, int number, int[] indices) throws IOException {
        var drawn = new ArrayList<Crop>();
        for (int i = 0; i < indices.length; i++) {
            drawn.add(crop(shown[indices[i]], Draw.ofRow(seed, epoch, number, i)));
        }
        var counts = drawn.stream().mapToInt(crop -> crop.boxes().size()).toArray();
        var random = Draw.ofBatch(seed, epoch, number);
        int[] shares = BoxLimit.shares(counts, crops.boxes(), crops.multiple());
        var pixels = ByteBuffer.allocate(indices.length * crops.width() * crops.height() * channels);
        var rows = new ArrayList<float[]>();
        var targets = new ArrayList<String>();
        for (int i = 0; i < indices.length; i++) {
            var crop = drawn.get(i);
            pixels.put(crop.pixels());
            for (int box : BoxLimit.some(counts[i], shares[i], random)) {
                var labelled = crop.boxes().get(box);
                rows.add(sides(labelled.box(), crop.place(), i));
                targets.add(labelled.code());
            }
        }
        if (rows.size() < 2) {
            throw new IllegalArgumentException("a batch of " + indices.length + " crops shows " + rows.size()
                    + " characters: raise 'crops.from' or 'train.batchSize'");
        }
        var input =
                new Input.Pages(pixels.array(), indices.length, crops.height(), crops.width(), channels, joined(rows));
        return new Batch(input, oneHot(targets));
    }

    private Crop crop(int page, SplittableRandom random) throws IOException {
        return images.with(page, image -> {
            Box place = place(image, random);
            var inside = boxes.get(page).in(place, random);
            for (int i = 1; i < TRIES && inside.isEmpty(); i++) {
                place = place(image, random);
                inside = boxes.get(page).in(place, random);
            }
            return new Crop(place, inside, pixels(image, place, random));
        });
    }

    /** A part of the page in the crop's shape, or the whole of a side that is shorter. */
    private Box place(Image image, SplittableRandom random) {
        double unit = (double) Math.max(image.width(), image.height()) / RegionCropKeys.PAGE;
        double least = crops.from().get(0);
        double high = unit * (least + random.nextDouble() * (crops.from().get(1) - least));
        int height = (int) Math.max(1, Math.min(image.height(), Math.rint(high)));
        int width = (int) Math.max(1, Math.min(image.width(), Math.rint(high * crops.width() / crops.height())));
        int left = random.nextInt(image.width() - width + 1);
        int top = random.nextInt(image.height() - height + 1);
        return new Box(left, top, left + width, top + height, 1);
    }

    private byte[] pixels(Image image, Box place, SplittableRandom random) {
        try (Image part = image.crop((int) place.left(), (int) place.top(), (int) place.width(), (int) place.height());
                Image sized = part.resized(crops.width(), crops.height(), Resize.STRETCH);
                Image coloured = channels == 1 ? sized.toGray() : sized.toRgb()) {
            var pixels = new byte[coloured.size()];
            coloured.copyTo(ByteBuffer.wrap(pixels));
            return colours.apply(new Raster(crops.width(), crops.height(), channels, pixels), random)
                    .pixels();
        }
    }

    private float[] sides(Box box, Box place, int crop) {
        double across = crops.width() / place.width();
        double down = crops.height() / place.height();
        return new float[] {
            (float) ((box.left() - place.left()) * across),
            (float) ((box.top() - place.top()) * down),
            (float) ((box.right() - place.left()) * across),
            (float) ((box.bottom() - place.top()) * down),
            crop
        };
    }

    private static float[] joined(List<float[]> rows) {
        var joined = new float[rows.size() * Input.Pages.SIDES];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, joined, i * Input.Pages.SIDES, Input.Pages.SIDES);
        }
        return joined;
    }

    private float[] oneHot(List<String> codes) {
        var targets = new float[codes.size() * labels.size()];
        for (int i = 0; i < codes.size(); i++) {
            targets[i * labels.size() + labels.get(codes.get(i))] = 1;
        }
        return targets;
    }
}
