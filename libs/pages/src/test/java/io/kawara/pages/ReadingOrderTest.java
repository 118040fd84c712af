package io.kawara.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.CharacterBox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadingOrderTest {
    @Test
    void readsColumnsFromRightToLeft() {
        // The golden vector of the second seed: two columns that lean.
        var boxes = boxes(100, 0, 20, 20, 102, 25, 20, 20, 98, 60, 20, 20, 50, 0, 20, 20, 52, 30, 20, 20);
        assertThat(ReadingOrder.of(boxes, Layout.VERTICAL).lines()).containsExactly(List.of(0, 1, 2), List.of(3, 4));
    }

    @Test
    void readsHorizontalLinesFromTopToBottom() {
        var boxes = boxes(0, 0, 30, 10, 35, 2, 40, 10, 80, 0, 25, 10, 0, 15, 50, 10, 55, 16, 30, 10);
        for (Layout layout : List.of(Layout.HORIZONTAL, Layout.AUTO)) {
            assertThat(ReadingOrder.of(boxes, layout).lines()).containsExactly(List.of(0, 1, 2), List.of(3, 4));
        }
    }

    @Test
    void seesWhichWayCharactersRun() {
        var down = new ArrayList<CharacterBox>();
        var aside = new ArrayList<CharacterBox>();
        for (int line = 0; line < 5; line++) {
            for (int i = 0; i < 8; i++) {
                down.add(box(200 - line * 40, i * 22, 20, 20));
                aside.add(box(i * 22, line * 40, 20, 20));
            }
        }
        assertThat(Layout.AUTO.of(down)).isEqualTo(Layout.VERTICAL);
        assertThat(Layout.AUTO.of(aside)).isEqualTo(Layout.HORIZONTAL);
        assertInOrder(down);
        assertInOrder(aside);
    }

    @Test
    void readsABlockToItsEndBeforeTheNextBlock() {
        // Two blocks, one over the other, whose columns end at different heights.
        var boxes = new ArrayList<CharacterBox>();
        for (int top : new int[] {0, 200}) {
            for (int column = 0; column < 4; column++) {
                for (int i = 0; i < 3 + column % 3; i++) {
                    boxes.add(box(150 - 25 * column, top + 22 * i, 20, 20));
                }
            }
        }
        assertInOrder(boxes);
    }

    @Test
    void readsColumnsThroughRowsOfWordsThatAreAlike() {
        // Words stand in rows, but the gap between them is the same in every column: the text goes on below.
        var boxes = new ArrayList<CharacterBox>();
        for (int column = 0; column < 5; column++) {
            for (int word = 0; word < 3; word++) {
                for (int i = 0; i < 3; i++) {
                    boxes.add(box(200 - 40 * column, 84 * word + 21 * i, 20, 20));
                }
            }
        }
        assertInOrder(boxes);
        assertThat(ReadingOrder.of(boxes, Layout.VERTICAL).lines()).hasSize(5);
    }

    @Test
    void aTallCharacterStaysInItsColumn() {
        var boxes = boxes(
                100, 0, 20, 20, 106, 18, 8, 120, 100, 136, 20, 20, 70, 0, 20, 20, 70, 25, 20, 20, 70, 50, 20, 20, 70,
                75, 20, 20, 70, 100, 20, 20);
        assertInOrder(boxes);
    }

    @Test
    void aHeadingOverColumnsIsReadFirst() {
        var boxes = boxes(
                20, 0, 100, 40, 100, 90, 20, 20, 100, 112, 20, 20, 60, 90, 20, 20, 60, 112, 20, 20, 20, 90, 20, 20);
        assertInOrder(boxes);
    }

    @Test
    void smallNotesFollowTheirLine() {
        var boxes = boxes(
                100, 0, 20, 20, 100, 22, 20, 20, 100, 44, 20, 20, // a line
                123, 2, 8, 8, 123, 11, 8, 8, 123, 50, 8, 8, // and what is noted beside it
                50, 0, 20, 20, 56, 22, 8, 8, 50, 44, 20, 20); // a line with a small character in it
        assertThat(ReadingOrder.of(boxes, Layout.VERTICAL).lines())
                .containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6, 7, 8));
    }

    @Test
    void theOrderGivenDoesNotMatter() {
        var random = new Random(11);
        for (int trial = 0; trial < 50; trial++) {
            var boxes = new ArrayList<CharacterBox>();
            for (int i = 0; i < 60; i++) {
                boxes.add(
                        box(random.nextInt(500), random.nextInt(500), 5 + random.nextInt(40), 5 + random.nextInt(40)));
            }
            var read = read(boxes);
            Collections.shuffle(boxes, random);
            assertThat(read(boxes)).isEqualTo(read).hasSize(60);
        }
    }

    @Test
    void readsWhateverItIsGiven() {
        assertThat(ReadingOrder.of(List.of(), Layout.AUTO).lines()).isEmpty();
        assertThat(ReadingOrder.of(List.of(), Layout.AUTO).transcription()).isEmpty();
        assertThat(ReadingOrder.of(boxes(5, 5, 3, 3), Layout.AUTO).order()).containsExactly(0);
        assertThat(ReadingOrder.of(boxes(5, 5, 3, 3, 5, 5, 3, 3, 5, 5, 3, 3), Layout.AUTO)
                        .order())
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThat(ReadingOrder.of(boxes(5, 5, 0, 0, 9, 9, 0, 0), Layout.AUTO).order())
                .containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void readsTwentyThousandBoxes() {
        var boxes = new ArrayList<CharacterBox>();
        for (int i = 0; i < 20_000; i++) {
            boxes.add(box(8000 - 40 * (i / 100), 48 * (i % 100), 30, 40));
        }
        assertInOrder(boxes);
        var random = new Random(5);
        boxes.replaceAll(box -> box(random.nextInt(8000), random.nextInt(8000), 30, 40));
        assertThat(ReadingOrder.of(boxes, Layout.AUTO).order())
                .doesNotHaveDuplicates()
                .hasSize(20_000);
    }

    @Test
    void transcribesLineByLine() {
        var boxes = List.of(
                new CharacterBox("U+306E", 1, 50, 0, 20, 20),
                new CharacterBox("U+306F", 1, 100, 0, 20, 20),
                new CharacterBox("U+20BB7", 1, 100, 25, 20, 20));
        assertThat(ReadingOrder.of(boxes, Layout.VERTICAL).transcription()).isEqualTo("は\uD842\uDFB7\nの");
    }

    @Test
    void measuresAgreement() {
        var right = OrderAgreement.of("", List.of(0, 1, 2, 3));
        assertThat(right.share()).isEqualTo(1);
        assertThat(right.tau()).isEqualTo(1);
        var swapped = OrderAgreement.of("", List.of(2, 3, 0, 1));
        assertThat(swapped.right()).isEqualTo(2);
        assertThat(swapped.tau()).isCloseTo(1 - 2 * 4 / 6.0, within(1e-12));
        assertThat(OrderAgreement.of("", List.of(3, 2, 1, 0)).tau()).isEqualTo(-1);
        assertThat(OrderAgreement.of("", List.of()).tau()).isEqualTo(1);
    }

    @Test
    void readsRealPagesNearlyAsTheirEditorsDid() throws IOException {
        var pages = RealPages.kuzushiji();
        var measured = OrderAgreement.measure(pages, Layout.AUTO);
        assertThat(measured.get(0).share()).isGreaterThan(0.975);
        assertThat(measured.get(0).tau()).isGreaterThan(0.99);
        assertThat(measured).allMatch(book -> book.share() > 0.9, "nine of ten successors in each book");
        // Neither the second seed's sequences nor plain column clusters nor a plain XY-cut come near.
        assertThat(OrderPeers.shares(pages))
                .allSatisfy((peer, share) -> assertThat(share).as(peer).isLessThan(0.95));
    }

    private static void assertInOrder(List<CharacterBox> boxes) {
        var shuffled = new ArrayList<>(boxes);
        Collections.shuffle(shuffled, new Random(3));
        assertThat(read(shuffled)).isEqualTo(boxes);
    }

    private static List<CharacterBox> read(List<CharacterBox> boxes) {
        return ReadingOrder.of(boxes, Layout.AUTO).order().stream()
                .map(boxes::get)
                .toList();
    }

    private static List<CharacterBox> boxes(int... xywh) {
        var boxes = new ArrayList<CharacterBox>();
        for (int i = 0; i < xywh.length; i += 4) {
            boxes.add(box(xywh[i], xywh[i + 1], xywh[i + 2], xywh[i + 3]));
        }
        return boxes;
    }

    private static CharacterBox box(int x, int y, int w, int h) {
        return new CharacterBox("U+306F", 1, x, y, w, h);
    }
}
