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
 * found in the tiles is put together.
 *
 * <p>A box is taken from the tile that sees farthest around its middle, so that none is doubled or cut where tiles meet. Of boxes that overlap in one
 * look at a page the better stays; those of several looks are averaged by {@link WeightedBoxesFusion}. Memory holds one page at the model's size and the
 * tiles of one run beside the pages themselves. Thread-safe as the model is.
 */
public final class PageDetector {
    /** The most boxes on a page; the best are taken. */
    public static final int MOST = 20_000;

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
        var tiles = new TileRuns(model, input.threshold(), pixels);
        var looks = pages.stream().map(page -> look(page, tiles)).toList();
        tiles.finish();
        return looks.stream().map(this::boxes).toList();
    }

    private List<Look> look(Image page, TileRuns tiles) {
        var looks = new ArrayList<Look>();
        for (double scale : input.scales()) {
            var longSide = (int) Math.round(input.longSide() * scale);
            looks.add(look(page, SizedPage.of(page, longSide, input.channels(), false), tiles));
            if (input.grey() && input.channels() > 1) {
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
