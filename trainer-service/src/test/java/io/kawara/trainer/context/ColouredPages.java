package io.kawara.trainer.context;

import io.kawara.contracts.CharacterBox;
import io.kawara.pages.Page;
import io.kawara.trainer.pages.PageTable;
import io.kawara.vision.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Pages of coloured rectangles on white, of which each colour is called a character. */
public final class ColouredPages {
    public static final Map<String, byte[]> COLOURS = Map.of(
            "U+7EA2", new byte[] {(byte) 200, 20, 20},
            "U+7EFF", new byte[] {20, (byte) 180, 20},
            "U+84DD", new byte[] {20, 20, (byte) 220});

    private static final int WIDTH = 240;
    private static final int HEIGHT = 320;
    private static final int PITCH = 40;

    /** A folder with {@code train.csv} and {@code images/}. */
    public static Path in(Path folder, int pages) throws IOException {
        var random = new SplittableRandom(9);
        var all = new ArrayList<Page>();
        Files.createDirectories(folder.resolve("images"));
        for (int i = 0; i < pages; i++) {
            var page = new Page("10" + (i % 3) + "_" + i, "", boxes(random));
            try (Image image = drawn(page)) {
                Files.write(folder.resolve("images").resolve(page.id() + ".png"), image.toPng());
            }
            all.add(page);
        }
        PageTable.writeBoxes(all, folder.resolve("train.csv"));
        return folder;
    }

    private static List<CharacterBox> boxes(SplittableRandom random) {
        var codes = COLOURS.keySet().stream().sorted().toList();
        var boxes = new ArrayList<CharacterBox>();
        for (int y = 0; y < HEIGHT; y += PITCH) {
            for (int x = 0; x < WIDTH; x += PITCH) {
                int width = 14 + random.nextInt(14);
                int height = 14 + random.nextInt(14);
                boxes.add(new CharacterBox(codes.get(random.nextInt(codes.size())), 1, x + 6, y + 6, width, height));
            }
        }
        return boxes;
    }

    private static Image drawn(Page page) {
        var pixels = new byte[WIDTH * HEIGHT * 3];
        Arrays.fill(pixels, (byte) -1);
        for (var box : page.characters()) {
            for (int y = box.y(); y < box.y() + box.h(); y++) {
                for (int x = box.x(); x < box.x() + box.w(); x++) {
                    System.arraycopy(COLOURS.get(box.code()), 0, pixels, (y * WIDTH + x) * 3, 3);
                }
            }
        }
        return Image.of(WIDTH, HEIGHT, 3, pixels);
    }

    private ColouredPages() {}
}
