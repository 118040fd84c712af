package io.kawara.trainer.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kawara.contracts.CharacterBox;
import io.kawara.messaging.Json;
import io.kawara.pages.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Pages as a COCO data set of object detection (cocodataset.org, "Data format"): {@code images}, {@code annotations} with {@code bbox} {@code [x, y, w,
 * h]} in pixels, {@code categories} that are the codes. Numbers begin at 1. Annotations of predictions also hold their {@code score}.
 */
public final class CocoFile {
    private static final String NO_CODE = "character";

    public static void write(List<Page> pages, ImageSizes sizes, Path file) throws IOException {
        var root = Json.mapper().createObjectNode();
        root.putObject("info").put("description", "Characters on pages");
        root.putArray("licenses");
        var images = root.putArray("images");
        var annotations = root.putArray("annotations");
        var categories = categories(pages, root.putArray("categories"));
        for (Page page : pages) {
            var size = sizes.of(page);
            int number = images.size() + 1;
            images.addObject()
                    .put("id", number)
                    .put("file_name", size.file())
                    .put("width", size.width())
                    .put("height", size.height());
            for (CharacterBox box : page.characters()) {
                annotate(annotations.addObject().put("id", annotations.size()), number, box, categories);
            }
        }
        Files.write(file, Json.mapper().writeValueAsBytes(root));
    }

    private static Map<String, Integer> categories(List<Page> pages, ArrayNode array) {
        var codes = new TreeSet<String>();
        pages.forEach(page -> page.characters().forEach(box -> codes.add(name(box))));
        var numbers = new TreeMap<String, Integer>();
        for (String code : codes) {
            numbers.put(code, numbers.size() + 1);
            array.addObject().put("id", numbers.size()).put("name", code).put("supercategory", "character");
        }
        return numbers;
    }

    private static void annotate(ObjectNode node, int image, CharacterBox box, Map<String, Integer> categories) {
        node.put("image_id", image)
                .put("category_id", categories.get(name(box)))
                .put("area", (long) box.w() * box.h())
                .put("iscrowd", 0);
        node.putArray("bbox").add(box.x()).add(box.y()).add(box.w()).add(box.h());
        int right = box.x() + box.w();
        int bottom = box.y() + box.h();
        var outline = node.putArray("segmentation").addArray();
        for (int value : new int[] {box.x(), box.y(), right, box.y(), right, bottom, box.x(), bottom}) {
            outline.add(value);
        }
        if (box.score() < 1) {
            node.put("score", box.score());
        }
    }

    private static String name(CharacterBox box) {
        return box.code().isEmpty() ? NO_CODE : box.code();
    }

    private CocoFile() {}
}
