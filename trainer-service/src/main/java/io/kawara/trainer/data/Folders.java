package io.kawara.trainer.data;

import io.kawara.trainer.recipe.DataKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A folder of pictures for each label. */
final class Folders {
    private static final Set<String> SUFFIXES = Set.of("jpg", "jpeg", "png", "webp", "tif", "tiff", "bmp", "gif");

    static List<Row> read(Path folder, DataKeys keys) throws IOException {
        var rows = new ArrayList<Row>();
        try (var labels = Files.list(folder)) {
            for (Path label : labels.filter(Files::isDirectory).sorted().toList()) {
                try (var images = Files.list(label)) {
                    images.filter(Folders::isImage).sorted().forEach(image -> {
                        String name = label.getFileName().toString();
                        String id = name + "/" + image.getFileName();
                        rows.add(new Row(id, Picture.of(image), Set.of(name), Map.of(), keys.groupOf(id)));
                    });
                }
            }
        }
        return rows;
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private Folders() {}
}
