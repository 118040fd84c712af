package io.kawara.reading;

import io.kawara.pages.Box;
import io.kawara.pages.WeightedBoxesFusion;
import io.kawara.serving.DetectionMaps;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.PageInput;
import io.kawara.vision.Image;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the characters on pages with one detector, as its card's {@link PageInput} says: each page is resized, cut into tiles that overlap, and what is
 * found in the tiles is put together. Where the card says how large characters are to be, a first glance finds out how large they are, and the page is
 * looked at resized by that.
 *
 * <p>A box is taken from the tile that sees farthest around its middle, so that none is doubled or cut where tiles meet. Of boxes that overlap in one
 * look at a page the better stays; those of several looks are averaged by {@link WeightedBoxesFusion}. Memory holds one page at the model's size and the
 * tiles of one run beside the pages themselves. Thread-safe as the model is.
 */
public final class PageDetector {
    /** The most boxes on a page; the best are taken. */
    public static final int MOST = 20_000;

    /** How far a page's size may leave the model's own because of its characters' size. */
    private static final double SMALLEST = 0.4;

    private static final double LARGEST = 2.5;

    /** What a detector says of tiles of one size, {@code [height, width, channels]}, see {@link OnnxModel#maps}. */
    public interface Model {
        List<DetectionMaps> maps(List<byte[]> tiles, int width, int height);
    }

    private static final Comparator<Box> BEST_FIRST = Comparator.comparingDouble(Box::score)
            .reversed()
            .thenComparingDouble(Box::top)
            .thenComparingDouble(Box::left)
            .thenComparingDouble(Box::bottom)
            .thenComparingDouble(Box::right);

    private final PageInput input;
    private final Model model;
    private final int pixels;

    /** @param pixels of all tiles in one run of the model, on which its memory depends; one tile is run however large it is */
    public PageDetector(OnnxModel model, int pixels) {
        this(model.card().page(), model::maps, pixels);
    }

    public PageDetector(PageInput input, Model model, int pixels) {
        this.input = input;
        this.model = model;
        this.pixels = pixels;
    }

    /** The boxes in pixels of the page, not rounded, inside of it, best first; equal ones from above. */
    public List<Box> detect(Image page) {
        return detect(List.of(page)).get(0);
    }

    /** The boxes of each page, see {@link #detect(Image)}; tiles of several pages share a run where they are of one size. */
    public List<List<Box>> detect(List<Image> pages) {
        var whole =
                pages.stream().map(page -> new Sight(page, input.longSide())).toList();
        if (input.character() == null) {
            return detect(whole, input.scales(), input.grey());
        }
        var glance = detect(whole, List.of(1.0), false);
        var sized = new ArrayList<Sight>();
        for (int i = 0; i < pages.size(); i++) {
            sized.add(new Sight(pages.get(i), longSide(pages.get(i), glance.get(i))));
        }
        return detect(sized, input.scales(), input.grey());
    }

    /** A page, and the pixels of its longer side where it is looked at. */
    private record Sight(Image page, int longSide) {}

    /** At which the characters that a glance has found are as large as the model wants them. */
    private int longSide(Image page, List<Box> found) {
        double shown = (double) input.longSide() / Math.max(page.width(), page.height());
        double larger = input.character() / (shown * CharacterSize.of(found, input.character() / shown));
        return (int) Math.round(input.longSide() * Math.max(SMALLEST, Math.min(LARGEST, larger)));
    }

    private List<List<Box>> detect(List<Sight> pages, List<Double> scales, boolean grey) {
        var tiles = new TileRuns(model, input.threshold(), pixels);
        var looks = pages.stream().map(page -> looks(page, scales, grey, tiles)).toList();
        tiles.finish();
        return looks.stream().map(this::boxes).toList();
    }

    private List<Look> looks(Sight sight, List<Double> scales, boolean grey, TileRuns tiles) {
        var page = sight.page();
        var looks = new ArrayList<Look>();
        for (double scale : scales) {
            var longSide = (int) Math.max(1, Math.round(sight.longSide() * scale));
            looks.add(look(page, SizedPage.of(page, longSide, input.channels(), false), tiles));
            if (grey && input.channels() > 1) {
                looks.add(look(page, SizedPage.of(page, longSide, input.channels(), true), tiles));
            }
        }
        return looks;
    }

    private Look look(Image page, SizedPage sized, TileRuns tiles) {
        var look = new Look(page.width(), page.height(), sized);
        for (var rows : Span.over(sized.height(), input.tile(), input.overlap())) {
            for (var columns : Span.over(sized.width(), input.tile(), input.overlap())) {
                tiles.add(sized, columns, rows, look);
            }
        }
        return look;
    }

    private List<Box> boxes(List<Look> looks) {
        var found = looks.stream()
                .map(look -> look.boxes(input.suppressFrom(), MOST))
                .toList();
        var boxes = found.size() == 1 ? found.get(0) : WeightedBoxesFusion.fuse(found, input.suppressFrom());
        return boxes.stream()
                .filter(box -> box.score() >= input.threshold())
                .sorted(BEST_FIRST)
                .limit(MOST)
                .toList();
    }
}
