package io.kawara.trainer.importing;

import io.kawara.messaging.BlobStore;
import io.kawara.pages.Page;
import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.data.SeparatedValues;
import io.kawara.trainer.pages.CocoFile;
import io.kawara.trainer.pages.ImageSizes;
import io.kawara.trainer.pages.PageTable;
import io.kawara.vision.ImageHeader;
import io.kawara.vision.UndecodableImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Writes labelled images out, so that {@link Import} reads the same again. Deleted images are not among them, whenever they were labelled. */
public final class Export {
    /** How labelled images lie on a disk. */
    public enum Format {
        /** A folder of images for each label. */
        FOLDERS,
        /** Images, and a table; of pages the table of the Kuzushiji competition. */
        CSV,
        /** Pages, and what stands on them as a COCO data set. */
        COCO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Database catalogue;
    private final BlobStore blobs;
    private final Path out;
    private final List<String> missing = new ArrayList<>();

    public Export(Database catalogue, BlobStore blobs, Path out) {
        this.catalogue = catalogue;
        this.blobs = blobs;
        this.out = out;
    }

    /** The ids of labelled images whose files are not kept any more. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** Writes what counts now, and answers how many images that are. */
    public int write(String pipeline, Format format, boolean pseudo) throws IOException {
        return write(LabelledImages.of(catalogue, pipeline, pseudo), format);
    }

    /** Writes the images of these labels. */
    public int write(String pipeline, Format format, java.util.Set<String> labels) throws IOException {
        return write(LabelledImages.of(catalogue, pipeline, labels), format);
    }

    private int write(List<ExportedImage> all, Format format) throws IOException {
        if (Files.exists(out) && !isEmpty(out)) {
            throw new IllegalArgumentException(out + " is not empty: an export goes into a new folder.");
        }
        Files.createDirectories(out);
        return switch (format) {
            case FOLDERS -> folders(all);
            case CSV ->
                all.stream().anyMatch(image -> !image.label().characters().isEmpty()) ? pages(all) : table(all);
            case COCO -> coco(all);
        };
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private int folders(List<ExportedImage> all) throws IOException {
        int written = 0;
        for (var image : all) {
            if (image.label().labels().size() != 1) {
                throw new IllegalArgumentException("image " + image.id() + " is labelled "
                        + image.label().labels() + ": folders hold images of one label each; csv holds any number.");
            }
            String folder = safe(image.label().labels().get(0));
            written += image(image, out.resolve(folder)) == null ? 0 : 1;
        }
        return written;
    }

    private int table(List<ExportedImage> all) throws IOException {
        var fields = new TreeSet<String>();
        all.forEach(image -> fields.addAll(image.fields().keySet()));
        var lines = new ArrayList<String>();
        var header = new ArrayList<>(List.of("id", "image", "label", "group", "golden", "by"));
        header.addAll(fields);
        lines.add(SeparatedValues.line(header));
        for (var image : all) {
            String file = image(image, out.resolve("images"));
            if (file == null) {
                continue;
            }
            var label = image.label();
            var row = new ArrayList<>(List.of(
                    image.id(),
                    "images/" + file,
                    String.join("|", label.labels()),
                    image.group() == null ? "" : image.group(),
                    Boolean.toString(label.golden()),
                    label.by()));
            fields.forEach(field -> row.add(image.fields().getOrDefault(field, "")));
            lines.add(SeparatedValues.line(row));
        }
        Files.write(out.resolve("labels.csv"), lines);
        return lines.size() - 1;
    }

    private int pages(List<ExportedImage> all) throws IOException {
        var pages = writtenPages(all);
        PageTable.writeBoxes(List.copyOf(pages.keySet()), out.resolve("train.csv"));
        return pages.size();
    }

    private int coco(List<ExportedImage> all) throws IOException {
        var pages = writtenPages(all);
        var files = new HashMap<String, Path>();
        pages.forEach((page, file) -> files.put(page.id(), file));
        CocoFile.write(List.copyOf(pages.keySet()), ImageSizes.of(files), out.resolve("annotations.json"));
        return pages.size();
    }

    private Map<Page, Path> writtenPages(List<ExportedImage> all) throws IOException {
        var pages = new java.util.LinkedHashMap<Page, Path>();
        for (var image : all) {
            if (!image.label().labels().isEmpty()) {
                throw new IllegalArgumentException(
                        "image " + image.id() + " has labels and no characters: only pages can be written as COCO.");
            }
            String file = image(image, out.resolve("images"));
            if (file != null) {
                String id = PageTable.name(file);
                pages.put(
                        new Page(
                                id,
                                image.group() == null ? "" : image.group(),
                                image.label().characters()),
                        out.resolve("images").resolve(file));
            }
        }
        return pages;
    }

    /** Writes an image's file and answers its name; null where it is not kept any more. */
    private String image(ExportedImage image, Path folder) throws IOException {
        if (blobs.size(image.sha256()).isEmpty()) {
            missing.add(image.id());
            return null;
        }
        byte[] file = blobs.read(image.sha256());
        Files.createDirectories(folder);
        String name = safe(image.id()) + "." + ending(file);
        Files.write(folder.resolve(name), file);
        return name;
    }

    /** Ids and labels are anybody's: what could lead out of the folder, or is no file's name everywhere, is told by its hash. */
    private static String safe(String name) {
        String plain = name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_").strip();
        boolean same = plain.equals(name) && !plain.startsWith(".") && plain.length() <= 100;
        return same
                ? plain
                : plain.replaceFirst("^\\.+", "_")
                                .substring(
                                        0,
                                        Math.min(
                                                60,
                                                plain.replaceFirst("^\\.+", "_").length())) + "-"
                        + Sha256.of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .substring(0, 8);
    }

    private static String ending(byte[] file) {
        try {
            return switch (ImageHeader.read(file).format()) {
                case JPEG -> "jpg";
                case PNG -> "png";
                case WEBP -> "webp";
                case TIFF -> "tif";
                case BMP -> "bmp";
                case GIF -> "gif";
            };
        } catch (UndecodableImage e) {
            return "bin";
        }
    }
}
