package io.kawara.trainer.pages;

import io.kawara.pages.Page;
import io.kawara.vision.ImageHeader;
import io.kawara.vision.UndecodableImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The image files of pages and their sizes in pixels; a page whose image is not at hand is as large as its boxes need. */
public final class ImageSizes {
    private final Map<String, Path> files;

    /** A page's image: the name of its file, width and height. */
    record Size(String file, int width, int height) {}

    private ImageSizes(Map<String, Path> files) {
        this.files = files;
    }

    /**
     * The images of a folder, named by the pages' ids.
     *
     * @param folder null for none
     */
    public static ImageSizes in(Path folder) throws IOException {
        if (folder == null) {
            return new ImageSizes(Map.of());
        }
        try (var all = Files.list(folder)) {
            return new ImageSizes(all.filter(Files::isRegularFile)
                    .sorted()
                    .collect(Collectors.toMap(
                            file -> PageTable.name(file.getFileName().toString()),
                            Function.identity(),
                            (first, second) -> first)));
        }
    }

    /** The images of pages by their ids. */
    public static ImageSizes of(Map<String, Path> images) {
        return new ImageSizes(Map.copyOf(images));
    }

    /** The image of a page, if it is at hand. */
    public Optional<Path> file(String id) {
        return Optional.ofNullable(files.get(id));
    }

    /** The ids of all images, in their order. */
    public Stream<String> ids() {
        return files.keySet().stream().sorted();
    }

    /** How many of these pages have no image. */
    public long missing(List<Page> pages) {
        return pages.stream().filter(page -> !files.containsKey(page.id())).count();
    }

    Size of(Page page) throws IOException {
        Path file = files.get(page.id());
        if (file != null) {
            try {
                var header = ImageHeader.read(Files.readAllBytes(file));
                return new Size(file.getFileName().toString(), header.width(), header.height());
            } catch (UndecodableImage e) {
                throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
            }
        }
        int width = 1;
        int height = 1;
        for (var box : page.characters()) {
            width = Math.max(width, box.x() + box.w() + 1);
            height = Math.max(height, box.y() + box.h() + 1);
        }
        return new Size(page.id() + ".jpg", width, height);
    }
}
