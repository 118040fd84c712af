package io.kawara.trainer.context;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.Task;
import io.kawara.pages.Page;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Picture;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.pages.ImageSizes;
import io.kawara.trainer.pages.PageTable;
import io.kawara.trainer.recipe.BoxTableKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pages of a recipe's tables, in the order of their ids. A page without a character is left out: nothing is to be read there.
 *
 * @param name of the data
 * @param pages those that may be kept back
 * @param others those that are always learnt from
 * @param labels the codes of all characters, sorted, and last that of none
 */
public record LearntPages(String name, List<LearntPage> pages, List<LearntPage> others, List<String> labels) {
    private static final String LABEL = "character";

    public LearntPages {
        pages = List.copyOf(pages);
        others = List.copyOf(others);
        labels = List.copyOf(labels);
    }

    /** Reads them; a page without an image, or with a box without extent or code, is an {@link IllegalArgumentException} that names it. */
    public static LearntPages read(BoxTableKeys keys, Path data) throws IOException {
        var pages = pages(keys, data, keys.found() == null ? null : found(keys, data));
        var others = new ArrayList<LearntPage>();
        for (String folder : keys.also()) {
            Path near = data.resolve(folder);
            others.addAll(pages(keys, Files.isDirectory(near) ? near : Path.of(folder), null));
        }
        var codes = Stream.concat(pages.stream(), others.stream())
                .flatMap(page -> page.truth().characters().stream())
                .map(CharacterBox::code)
                .distinct()
                .sorted();
        return new LearntPages(
                data.toAbsolutePath().normalize().getFileName().toString(),
                pages,
                others,
                Stream.concat(codes, Stream.of(PageRules.FALSE_POSITIVE)).toList());
    }

    private static List<LearntPage> pages(BoxTableKeys keys, Path data, Map<String, List<CharacterBox>> found)
            throws IOException {
        var images = ImageSizes.in(data.resolve(keys.images()));
        var pages = new ArrayList<LearntPage>();
        for (Page page : PageTable.read(data.resolve(keys.file()), keys.group())) {
            if (page.characters().isEmpty()) {
                continue;
            }
            requireRead(page, keys);
            var file = images.file(page.id())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "page " + page.id() + " has no image in " + data.resolve(keys.images())));
            var boxes = Optional.ofNullable(found).map(all -> all.getOrDefault(page.id(), List.of()));
            pages.add(new LearntPage(page, boxes, Picture.of(file)));
        }
        pages.sort(Comparator.comparing(page -> page.truth().id()));
        return pages;
    }

    private static Map<String, List<CharacterBox>> found(BoxTableKeys keys, Path data) throws IOException {
        Path near = data.resolve(keys.found());
        Path file = Files.isRegularFile(near) ? near : Path.of(keys.found());
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no table " + near + " ('boxes.found')");
        }
        var found = new HashMap<String, List<CharacterBox>>();
        PageTable.read(file, null).forEach(page -> found.put(page.id(), page.characters()));
        return found;
    }

    private static void requireRead(Page page, BoxTableKeys keys) {
        for (var box : page.characters()) {
            if (box.w() < 1 || box.h() < 1 || box.code().isEmpty()) {
                throw new IllegalArgumentException("page " + page.id() + " of " + keys.file()
                        + " has a character without a box or a code: a classifier learns from both");
            }
        }
    }

    /** Pages, by their places. */
    public List<LearntPage> at(List<Integer> places) {
        return places.stream().map(pages::get).toList();
    }

    /** The pages as rows that can be dealt to a holdout and folds. */
    public DataSet rows() {
        return rows(pages);
    }

    /** SHA-256 over ids, images, true and found boxes of pages: with the same hash the same model is trained. */
    public static String hash(List<LearntPage> pages) throws IOException {
        return rows(pages).manifestHash();
    }

    private static DataSet rows(List<LearntPage> pages) {
        var rows = pages.stream()
                .map(page -> new Row(
                        page.truth().id(),
                        page.picture(),
                        Set.of(LABEL),
                        Map.of(
                                "boxes",
                                page.truth().characters().toString(),
                                "found",
                                page.found().toString()),
                        page.truth().group().isEmpty()
                                ? page.truth().id()
                                : page.truth().group()))
                .toList();
        return new DataSet("pages", null, Task.MULTI_LABEL, List.of(LABEL), rows, List.of());
    }
}
