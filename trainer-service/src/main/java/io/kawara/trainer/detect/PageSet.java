package io.kawara.trainer.detect;

import io.kawara.contracts.Task;
import io.kawara.pages.Page;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Picture;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.pages.ImageSizes;
import io.kawara.trainer.pages.PageTable;
import io.kawara.trainer.recipe.DetectorRecipe;
import io.kawara.trainer.recipe.PagesKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The pages of a recipe's tables.
 *
 * @param measured those that may be kept back, in the order of their ids
 * @param others those that are always learnt from
 */
public record PageSet(String name, List<LabelledPage> measured, List<LabelledPage> others) {
    private static final String LABEL = "character";

    public PageSet {
        measured = List.copyOf(measured);
        others = List.copyOf(others);
    }

    /** Reads them; a page without an image, or one that is there twice, is an {@link IllegalArgumentException} that names it. */
    public static PageSet read(DetectorRecipe recipe, Path data) throws IOException {
        var measured = new TreeMap<String, LabelledPage>();
        var others = new ArrayList<LabelledPage>();
        for (PagesKeys keys : recipe.pages()) {
            for (var page : read(keys, data)) {
                if (!keys.measured()) {
                    others.add(page);
                } else if (measured.putIfAbsent(page.page().id(), page) != null) {
                    throw new IllegalArgumentException(
                            "page " + page.page().id() + " is in two tables that are 'measured'");
                }
            }
        }
        return new PageSet(
                data.toAbsolutePath().normalize().getFileName().toString(), List.copyOf(measured.values()), others);
    }

    private static List<LabelledPage> read(PagesKeys keys, Path data) throws IOException {
        Path folder = folder(keys, data);
        var images = ImageSizes.in(folder.resolve(keys.images()));
        var pages = new ArrayList<LabelledPage>();
        for (Page page : PageTable.read(folder.resolve(keys.file()), keys.group())) {
            var file = images.file(page.id())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "page " + page.id() + " has no image in " + folder.resolve(keys.images())));
            if (!page.hasBoxes()) {
                throw new IllegalArgumentException(
                        "page " + page.id() + " of " + folder.resolve(keys.file()) + " has points, not boxes");
            }
            pages.add(new LabelledPage(page, Picture.of(file), keys));
        }
        if (keys.unlisted() == PagesKeys.Unlisted.EMPTY) {
            var listed = new HashSet<String>();
            pages.forEach(page -> listed.add(page.page().id()));
            images.ids().filter(id -> !listed.contains(id)).forEach(id -> {
                String group = PageTable.PREFIX.equals(keys.group()) ? Page.book(id) : "";
                var file = images.file(id).orElseThrow();
                pages.add(new LabelledPage(new Page(id, group, List.of()), Picture.of(file), keys));
            });
        }
        pages.sort(Comparator.comparing(page -> page.page().id()));
        return pages;
    }

    private static Path folder(PagesKeys keys, Path data) {
        Path near = data.resolve(keys.folder());
        Path folder = Files.isDirectory(near) ? near : Path.of(keys.folder());
        if (!Files.isRegularFile(folder.resolve(keys.file()))) {
            throw new IllegalArgumentException("there is no table " + near.resolve(keys.file()) + " ('pages.file')");
        }
        return folder;
    }

    /** The measured pages as rows that can be dealt to a holdout and folds. */
    public DataSet rows() {
        return rows(measured);
    }

    /** Pages, by their places among the measured ones. */
    public List<LabelledPage> measured(List<Integer> places) {
        return places.stream().map(measured::get).toList();
    }

    /** SHA-256 over ids and images of pages and over their boxes: with the same hash the same model is trained. */
    public static String hash(List<LabelledPage> pages) throws IOException {
        return rows(pages).manifestHash();
    }

    private static DataSet rows(List<LabelledPage> pages) {
        var rows = pages.stream()
                .map(page -> new Row(
                        page.page().id(),
                        page.picture(),
                        Set.of(LABEL),
                        Map.of("boxes", page.page().characters().toString()),
                        page.page().group().isEmpty()
                                ? page.page().id()
                                : page.page().group()))
                .toList();
        return new DataSet("pages", null, Task.MULTI_LABEL, List.of(LABEL), rows, List.of());
    }
}
