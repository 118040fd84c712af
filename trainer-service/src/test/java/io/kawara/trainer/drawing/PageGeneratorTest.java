package io.kawara.trainer.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageGeneratorTest {
    private static final int DARK = 255 - Layer.INK;

    private final PageFonts fonts = InstalledFonts.orSkip();

    @Test
    void drawsTheSamePageForASeedAndNumberWhateverCameBefore() {
        var later = new PageGenerator(small(0.2), fonts, 3);
        later.draw(0);

        assertThat(pixels(later.draw(7).image()))
                .isEqualTo(
                        pixels(new PageGenerator(small(0.2), fonts, 3).draw(7).image()));
        assertThat(later.draw(7).characters())
                .isEqualTo(new PageGenerator(small(0.2), fonts, 3).draw(7).characters());
        assertThat(new PageGenerator(small(0.2), fonts, 4).draw(7).characters())
                .isNotEqualTo(later.draw(7).characters());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void boxesHoldAllInkOfTextAndNoMore(int number) {
        var sheet = new PageGenerator(small(0).clean(), fonts, 1).sheet(number);
        var inside = new boolean[sheet.text.ink.length];

        assertThat(sheet.characters).isNotEmpty();
        for (var character : sheet.characters) {
            var box = new Rectangle(character.x(), character.y(), character.w(), character.h());
            assertThat(new Rectangle(sheet.text.width, sheet.text.height).contains(box))
                    .isTrue();
            for (var side : sides(box)) {
                assertThat(places(sheet.text, side).anyMatch(at -> isInk(sheet.text, at)))
                        .as("ink along %s of %s", side, character)
                        .isTrue();
            }
            places(sheet.text, box).forEach(at -> inside[at] = true);
        }
        assertThat(IntStream.range(0, inside.length).filter(at -> isInk(sheet.text, at) && !inside[at]))
                .isEmpty();
    }

    @Test
    void cleanPicturesAreDarkWhereThereIsInk() {
        var generator = new PageGenerator(small(0).clean(), fonts, 5);
        for (int number = 0; number < 4; number++) {
            var sheet = generator.sheet(number);
            int[] pixels = pixels(generator.draw(number).image());
            assertThat(IntStream.range(0, pixels.length)
                            .filter(at -> sheet.seals.ink[at] == 0)
                            .filter(at ->
                                    ((pixels[at] & 255) <= DARK) != (isInk(sheet.text, at) || isInk(sheet.rest, at))))
                    .isEmpty();
        }
    }

    @Test
    void columnsAreReadFromTheRightAndDownwards() {
        var keys = keys(0, 0, 0, 0, 0);
        for (int number = 0; number < 6; number++) {
            var characters = new PageGenerator(keys, fonts, 2).sheet(number).characters;
            for (int i = 1; i < characters.size(); i++) {
                var before = characters.get(i - 1);
                var at = characters.get(i);
                assertThat(at.order()).isEqualTo(before.order() + 1);
                if (at.line() == before.line() && at.kind() == Kind.TEXT) {
                    assertThat(middleY(at)).isGreaterThan(middleY(before));
                } else if (at.block() == before.block() && at.kind() == Kind.TEXT && before.kind() == Kind.TEXT) {
                    assertThat(at.x() < before.x() + before.w() || middleY(at) > middleY(before))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void rowsAreReadFromTheLeftAndDownwards() {
        var keys = keys(1, 0, 0, 0, 0);
        for (int number = 0; number < 6; number++) {
            var characters = new PageGenerator(keys, fonts, 2).sheet(number).characters;
            for (int i = 1; i < characters.size(); i++) {
                var before = characters.get(i - 1);
                var at = characters.get(i);
                if (at.line() == before.line()) {
                    assertThat(at.x() + at.w() / 2.0).isGreaterThan(before.x() + before.w() / 2.0);
                }
            }
            var rows = characters.stream()
                    .collect(Collectors.groupingBy(
                            PageCharacter::line, TreeMap::new, Collectors.averagingDouble(PageGeneratorTest::middleY)));
            assertThat(List.copyOf(rows.values())).isSorted();
        }
    }

    @Test
    void theStripOfAnotherPageMovesThePageAndItsCharactersAlike() {
        var alone = new PageGenerator(keys(0, 0, 0, 0, 0, 0), fonts, 2);
        var beside = new PageGenerator(keys(0, 0, 1, 0, 0, 0), fonts, 2);
        int moved = 0;
        for (int number = 0; number < 6; number++) {
            var page = alone.draw(number);
            var seen = beside.draw(number);
            assertThat(seen.characters()).hasSameSizeAs(page.characters());
            assertThat(seen.image().getWidth()).isNotEqualTo(page.image().getWidth());
            for (int i = 0; i < page.characters().size(); i += 7) {
                var character = page.characters().get(i);
                var there = seen.characters().get(i);
                moved += there.x() == character.x() ? 0 : 1;
                assertThat(there.x()).isNotNegative();
                assertThat(pixels(seen.image(), there)).isEqualTo(pixels(page.image(), character));
            }
        }
        assertThat(moved).isPositive();
    }

    private static int[] pixels(BufferedImage image, PageCharacter at) {
        return image.getRGB(at.x(), at.y(), at.w(), at.h(), null, 0, at.w());
    }

    @Test
    void emptyPagesHaveDrawingsAndNoCharacters() {
        var keys = keys(0, 0, 1, 1, 0);
        for (int number = 0; number < 3; number++) {
            var sheet = new PageGenerator(keys, fonts, 2).sheet(number);
            assertThat(sheet.characters).isEmpty();
            assertThat(sheet.text.ink).containsOnly(0);
            assertThat(IntStream.range(0, sheet.rest.ink.length).anyMatch(at -> isInk(sheet.rest, at)))
                    .isTrue();
        }
    }

    @Test
    void furiganaFollowsItsColumnAndIsNotTranscribed() {
        var characters = IntStream.range(0, 10)
                .mapToObj(number -> new PageGenerator(keys(0, 0, 0, 0, 1), fonts, 2).sheet(number).characters)
                .flatMap(List::stream)
                .toList();

        assertThat(characters).anyMatch(character -> character.kind() == Kind.FURIGANA);
        assertThat(Kind.FURIGANA.isTranscribed()).isFalse();
        assertThat(characters)
                .filteredOn(character -> character.kind() == Kind.TEXT)
                .isNotEmpty();
    }

    private static PageKeys small(double empty) {
        return keys(0.3, 0.2, empty, 0.4, 0.5);
    }

    private static PageKeys keys(double horizontal, double spread, double empty, double illustrated, double furigana) {
        return keys(horizontal, spread, 0, empty, illustrated, furigana);
    }

    private static PageKeys keys(
            double horizontal, double spread, double beside, double empty, double illustrated, double furigana) {
        return new PageKeys(
                List.of(600, 900),
                1,
                horizontal,
                spread,
                beside,
                empty,
                illustrated,
                furigana,
                0.2,
                0.8,
                0.3,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                List.of(80, 90));
    }

    private static List<Rectangle> sides(Rectangle box) {
        return List.of(
                new Rectangle(box.x, box.y, box.width, 1),
                new Rectangle(box.x, box.y + box.height - 1, box.width, 1),
                new Rectangle(box.x, box.y, 1, box.height),
                new Rectangle(box.x + box.width - 1, box.y, 1, box.height));
    }

    private static IntStream places(Layer layer, Rectangle box) {
        return IntStream.range(0, box.width * box.height)
                .map(i -> (box.y + i / box.width) * layer.width + box.x + i % box.width);
    }

    private static boolean isInk(Layer layer, int at) {
        return (layer.ink[at] & 255) >= Layer.INK;
    }

    private static double middleY(PageCharacter at) {
        return at.y() + at.h() / 2.0;
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
