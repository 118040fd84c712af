package io.kawara.pages;

import io.kawara.contracts.CharacterBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Pages that people have read, beside the repository. */
final class RealPages {
    /** Pages of {@code kuzushiji-pages}, their characters in reading order, by book; without them the test is skipped. */
    static List<Page> kuzushiji() throws IOException {
        var pages = new LinkedHashMap<String, List<CharacterBox>>();
        var books = new LinkedHashMap<String, String>();
        var lines = Files.readAllLines(find("data/kuzushiji-pages/boxes.csv"));
        var columns = List.of(lines.get(0).split(",", -1));
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            String page = values[columns.indexOf("image")];
            books.put(page, values[columns.indexOf("book")]);
            pages.computeIfAbsent(page, id -> new ArrayList<>())
                    .add(new CharacterBox(
                            values[columns.indexOf("unicode")],
                            1,
                            Integer.parseInt(values[columns.indexOf("x")]),
                            Integer.parseInt(values[columns.indexOf("y")]),
                            Integer.parseInt(values[columns.indexOf("w")]),
                            Integer.parseInt(values[columns.indexOf("h")])));
        }
        return pages.entrySet().stream()
                .map(page -> new Page(page.getKey(), books.get(page.getKey()), page.getValue()))
                .toList();
    }

    private static Path find(String file) {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            if (Files.exists(up.resolve("shared").resolve(file))) {
                return up.resolve("shared").resolve(file);
            }
        }
        return Assumptions.abort("the shared file " + file + " is not here");
    }

    private RealPages() {}
}
