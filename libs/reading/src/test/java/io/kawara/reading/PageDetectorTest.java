package io.kawara.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.pages.Box;
import io.kawara.serving.DetectionMaps;
import io.kawara.serving.PageInput;
import io.kawara.vision.Image;
import io.kawara.vision.Resize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PageDetectorTest {
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void findsTheSameBoxesWhateverTheTilesAndTheirOverlap() {
        for (int trial = 0; trial < 8; trial++) {
            var drawn = DrawnPage.random(random, random.nextInt(40, 500), random.nextInt(40, 500));
            var longSide = Math.max(drawn.width(), drawn.height());
            for (int tile : new int[] {128, 160, 1024}) {
                for (int overlap : new int[] {64, 120}) {
                    try (var open = new OpenDetector(input(longSide, tile, overlap, false, 1.0));
                            var page = drawn.image()) {
                        assertThat(rounded(open.detector.detect(page)))
                                .as("%s in tiles of %d that share %d", page, tile, overlap)
                                .containsExactlyInAnyOrderElementsOf(drawn.boxes());
                    }
                }
            }
        }
    }

    @Test
    void givesBoxesInPixelsOfTheOriginalPage() {
        var drawn = DrawnPage.random(random, 300, 420);
        try (var open = new OpenDetector(input(420, 128, 96, false, 1.0));
                var page = drawn.image();
                var large = page.resized(1200, 1680, Resize.STRETCH)) {
            var found = open.detector.detect(large);
            assertThat(found).hasSameSizeAs(drawn.boxes());
            for (var box : drawn.boxes()) {
                assertHolds(found, new Box(box.left() * 4, box.top() * 4, box.right() * 4, box.bottom() * 4, 1));
            }
        }
    }

    @Test
    void pagesOfDifferentSizeShareRunsAndAreFoundAsEachAlone() {
        var drawn = List.of(
                DrawnPage.random(random, 500, 300),
                DrawnPage.random(random, 90, 500),
                DrawnPage.random(random, 500, 500),
                DrawnPage.random(random, 500, 90));
        var pages = drawn.stream().map(DrawnPage::image).toList();
        try (var open = new OpenDetector(input(500, 160, 64, false, 1.0))) {
            var together = open.detector.detect(pages);

            assertThat(open.runs).contains(new OpenDetector.Run(OpenDetector.PIXELS / (160 * 160), 160, 160));
            assertThat(open.runs.stream().filter(run -> run.width() == 160 && run.height() == 160 && run.tiles() < 5))
                    .hasSizeLessThanOrEqualTo(1);
            for (int i = 0; i < pages.size(); i++) {
                assertThat(rounded(together.get(i)))
                        .containsExactlyInAnyOrderElementsOf(drawn.get(i).boxes());
                assertThat(together.get(i)).isEqualTo(open.detector.detect(pages.get(i)));
            }
        } finally {
            pages.forEach(Image::close);
        }
    }

    @Test
    void looksAgainAtTheSizeThatMakesCharactersAsLargeAsTheModelWantsThem() {
        var boxes = new ArrayList<Box>();
        for (int i = 0; i < 9; i++) {
            int left = 60 + i % 3 * 120;
            int top = 60 + i / 3 * 120;
            boxes.add(new Box(left, top, left + 32, top + 32, 1));
        }
        var drawn = new DrawnPage(400, 400, boxes);
        var input = new PageInput(400, 1024, 64, 3, 0.5, 0.5, null, false, 16.0);
        try (var open = new OpenDetector(input);
                var page = drawn.image()) {
            assertThat(rounded(open.detector.detect(page))).containsExactlyInAnyOrderElementsOf(boxes);
            assertThat(open.runs).extracting(OpenDetector.Run::width).containsExactly(416, 224); // 400, then 200
        }
    }

    @Test
    void fewCharactersDoNotSayHowLargeAPageIsToBe() {
        var boxes = List.of(new Box(60, 60, 92, 92, 1));
        var input = new PageInput(400, 1024, 64, 3, 0.5, 0.5, null, false, 16.0);
        try (var open = new OpenDetector(input);
                var page = new DrawnPage(400, 400, boxes).image()) {
            assertThat(rounded(open.detector.detect(page))).isEqualTo(boxes);
            assertThat(open.runs).extracting(OpenDetector.Run::width).containsOnly(416);
        }
    }

    @Test
    void severalLooksFindEachCharacterOnce() {
        var drawn = DrawnPage.random(random, 400, 400);
        try (var open = new OpenDetector(input(400, 256, 96, true, 0.75, 1.0));
                var page = drawn.image()) {
            var found = open.detector.detect(page);

            assertThat(found).hasSameSizeAs(drawn.boxes());
            drawn.boxes().forEach(box -> assertHolds(found, box));
        }
    }

    @Test
    void aPageWithoutCharactersHasNoBoxes() {
        try (var open = new OpenDetector(input(400, 256, 96, true, 1.0));
                var page = new DrawnPage(333, 222, List.of()).image()) {
            assertThat(open.detector.detect(page)).isEmpty();
        }
    }

    @Test
    void aPageMayBeOnePixelHighOrWide() {
        try (var open = new OpenDetector(input(800, 256, 96, true, 0.5, 1.0));
                var line = new DrawnPage(800, 1, List.of(new Box(300, 0, 330, 1, 1))).image();
                var column = new DrawnPage(1, 8000, List.of(new Box(0, 50, 1, 350, 1))).image();
                var point = DrawnPage.dark(1, 1)) {
            var found = open.detector.detect(List.of(line, column, point));

            assertThat(found.get(0)).allSatisfy(box -> assertThat(box.bottom()).isEqualTo(1));
            assertThat(found.get(1)).allSatisfy(box -> assertThat(box.right()).isEqualTo(1));
            assertThat(found.get(2)).isEmpty();
        }
    }

    @Test
    void pagesMayHaveEightThousandPixelsASide() {
        var boxes = List.of(new Box(20, 1000, 52, 1030, 1), new Box(8000 - 64, 1010, 8000 - 32, 1050, 1));
        try (var open = new OpenDetector(input(8000, 1024, 96, false, 1.0));
                var page = new DrawnPage(8000, 1600, boxes).image()) {
            assertThat(rounded(open.detector.detect(page))).containsExactlyInAnyOrderElementsOf(boxes);
        }
    }

    @Test
    void aBoxThatReachesBeyondThePageEndsWithIt() {
        try (var page = DrawnPage.dark(100, 90)) {
            var boxes = new PageDetector(input(100, 128, 64, false, 1.0), maps(2, 2, 500), 1).detect(page);

            assertThat(boxes)
                    .isNotEmpty()
                    .allSatisfy(box -> assertThat(box).isEqualTo(new Box(0, 0, 100, 90, box.score())));
        }
    }

    @Test
    void keepsTheBestOfTooManyBoxes() {
        try (var page = DrawnPage.dark(1120, 1120)) {
            var boxes = new PageDetector(input(1120, 1120, 64, false, 1.0), maps(2, 2, 1), 1).detect(page);

            // One at every other of 280 places a side; the detector is surest of those below.
            assertThat(boxes).hasSize(140 * 140);
            assertThat(boxes.get(0).top()).isGreaterThan(1100);
        }
        try (var page = DrawnPage.dark(2240, 1120)) {
            var boxes = new PageDetector(input(2240, 2240, 64, false, 1.0), maps(2, 2, 1), 1).detect(page);

            assertThat(boxes)
                    .hasSize(PageDetector.MOST)
                    .isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
            assertThat(boxes).allSatisfy(box -> assertThat(box.top()).isGreaterThan(500));
        }
    }

    @Test
    void whatIsNoNumberIsNoBox() {
        try (var page = DrawnPage.dark(64, 64)) {
            assertThat(new PageDetector(input(64, 64, 32, false, 1.0), maps(1, 1, Float.NaN), 1).detect(page))
                    .isEmpty();
        }
    }

    /** Sees a character of the same size at every so manieth place, and is surer of it the lower it is. */
    private static PageDetector.Model maps(int everyX, int everyY, float distance) {
        return (tiles, width, height) -> tiles.stream()
                .map(tile -> {
                    int columns = width / 4;
                    int rows = height / 4;
                    var values = new float[5 * columns * rows];
                    Arrays.fill(values, columns * rows, values.length, distance);
                    for (int i = 0; i < columns * rows; i++) {
                        int row = i / columns;
                        boolean here = i % columns % everyX == 0 && row % everyY == 0;
                        values[i] = here ? (float) row / rows : -9;
                    }
                    return new DetectionMaps(columns, rows, 4, values);
                })
                .toList();
    }

    private static PageInput input(int longSide, int tile, int overlap, boolean grey, Double... scales) {
        return new PageInput(longSide, tile, overlap, 3, 0.5, 0.5, List.of(scales), grey, null);
    }

    private static void assertHolds(List<Box> found, Box box) {
        assertThat(found).anySatisfy(one -> assertThat(one.iou(box)).isGreaterThan(0.8));
    }

    private static List<Box> rounded(List<Box> boxes) {
        return boxes.stream()
                .map(box -> new Box(
                        Math.rint(box.left()),
                        Math.rint(box.top()),
                        Math.rint(box.right()),
                        Math.rint(box.bottom()),
                        1))
                .toList();
    }
}
