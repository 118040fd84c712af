package io.kawara.trainer.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFolderTest {
    private static final PageKeys KEYS = new PageKeys(
            List.of(500, 700), 3, 0.2, 0.2, 0.3, 0.3, 0.3, 0.6, 0.2, 0.8, 0.3, 1, 1, 1, 1, 1, 1, 1, List.of(70, 90));

    private final PageFonts fonts = InstalledFonts.orSkip();

    @TempDir
    Path folder;

    @Test
    void writesTheSameBytesForASeedWhateverTheCount() throws IOException {
        write("six", 0, 6, false);
        write("again", 0, 6, false);
        write("two", 3, 2, false);

        for (var name : List.of("train.csv", "boxes.csv", "images/00000.jpg", "images/00004.jpg")) {
            assertThat(folder.resolve("again").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("six").resolve(name));
        }
        assertThat(folder.resolve("two/images/00004.jpg"))
                .hasSameBinaryContentAs(folder.resolve("six/images/00004.jpg"));
        var six = Files.readAllLines(folder.resolve("six/train.csv"));
        assertThat(Files.readAllLines(folder.resolve("two/train.csv")))
                .containsExactly(six.get(0), six.get(4), six.get(5));
    }

    @Test
    void tablesHoldEveryPageAndEachCharacterWithItsPlaceInTheReadingOrder() throws IOException {
        long labelled = write("pages", 0, 6, false);

        var train = Files.readAllLines(folder.resolve("pages/train.csv"));
        assertThat(train).hasSize(7).first().isEqualTo("image_id,labels");
        // Possessive, or a long row takes the whole stack.
        assertThat(train.subList(1, 7)).allMatch(row -> row.matches("\\d{5},(?:U\\+[0-9A-F]{4,5}(?: \\d++){4} ?+)*+"));
        assertThat(train.stream()
                        .mapToLong(row -> row.chars().filter(c -> c == '+').count())
                        .sum())
                .isEqualTo(labelled);
        var boxes = Files.readAllLines(folder.resolve("pages/boxes.csv"));
        assertThat(boxes).first().isEqualTo("image,unicode,char,x,y,w,h,block,char_id,book,line,kind");
        assertThat(boxes.get(1)).matches("\\d{5}\\.jpg,U\\+[0-9A-F]+,.,\\d+,\\d+,\\d+,\\d+,B0001,C0001,\\d,1,\\w+");
        for (int page = 1; page < train.size(); page++) {
            String id = train.get(page).substring(0, 5);
            assertThat(train.get(page)).isEqualTo(id + "," + String.join(" ", transcribed(boxes, id)));
            assertThat(ImageIO.read(folder.resolve("pages/images/" + id + ".jpg")
                                    .toFile())
                            .getHeight())
                    .isBetween(500, 700);
        }
    }

    @Test
    void canLabelFuriganaAndPageNumbersToo() throws IOException {
        long transcribed = write("transcribed", 0, 6, false);
        long all = write("all", 0, 6, true);

        assertThat(all)
                .isGreaterThan(transcribed)
                .isEqualTo(Files.readAllLines(folder.resolve("all/boxes.csv")).size() - 1);
    }

    private long write(String name, int first, int count, boolean everything) throws IOException {
        return new PageFolder(new PageGenerator(KEYS, fonts, 8), folder.resolve(name), everything)
                .write(first, count, done -> {});
    }

    private static List<String> transcribed(List<String> boxes, String id) {
        var labels = new ArrayList<String>();
        for (var row : boxes) {
            if (row.startsWith(id) && !row.matches(".*,(furigana|number)")) {
                var cells = row.split(",", -1);
                labels.add(String.join(" ", cells[1], cells[3], cells[4], cells[5], cells[6]));
            }
        }
        return labels;
    }
}
