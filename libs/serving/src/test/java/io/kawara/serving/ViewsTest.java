package io.kawara.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewsTest {
    /** 1 2 / 3 4. */
    private static final byte[] SQUARE = {1, 2, 3, 4};

    @Test
    void plainIsThePictureItself() {
        var views = views(2, 2);

        assertThat(views.isPlain()).isTrue();
        assertThat(all(views, SQUARE)).containsExactly(SQUARE);
    }

    @Test
    void flipExchangesLeftAndRightWithItsChannels() {
        var views = Views.of(new ImageInput(2, 1, 3, ImageInput.Resize.STRETCH), List.of(TestTimeAugmentation.FLIP));

        assertThat(all(views, new byte[] {1, 2, 3, 4, 5, 6}))
                .containsExactly(new byte[] {1, 2, 3, 4, 5, 6}, new byte[] {4, 5, 6, 1, 2, 3});
    }

    @Test
    void rotationsTurnClockwiseByQuarters() {
        assertThat(all(views(2, 2, "rotations"), SQUARE))
                .containsExactly(SQUARE, new byte[] {3, 1, 4, 2}, new byte[] {4, 3, 2, 1}, new byte[] {2, 4, 1, 3});
    }

    @Test
    void symmetriesAreTheEightOfTheSquare() {
        var eight = all(views(2, 2, "symmetries"), SQUARE);

        assertThat(eight.stream().map(Arrays::toString)).hasSize(8).doesNotHaveDuplicates();
        assertThat(all(views(2, 2, "flip", "rotations"), SQUARE)).containsExactlyElementsOf(eight);
    }

    @Test
    void fiveCropsAreTheCornersAndTheCentre() {
        var views = views(2, 2, "five-crop@4");
        var picture = count(16);

        assertThat(views.pictures()).containsExactly(new ImageInput(4, 4, 1, ImageInput.Resize.STRETCH));
        assertThat(all(views, picture))
                .containsExactly(
                        new byte[] {0, 1, 4, 5},
                        new byte[] {2, 3, 6, 7},
                        new byte[] {8, 9, 12, 13},
                        new byte[] {10, 11, 14, 15},
                        new byte[] {5, 6, 9, 10});
    }

    @Test
    void anOddMarginIsHalvedToTheEvenPixelAsTorchvisionDoes() {
        assertThat(all(views(2, 2, "five-crop@3"), count(9)).get(4)).containsExactly(0, 1, 3, 4); // round(0.5) = 0
        assertThat(all(views(2, 2, "five-crop@5"), count(25)).get(4)).containsExactly(12, 13, 17, 18); // round(1.5) = 2
    }

    @Test
    void theSixthOfSevenCropsLeavesAQuarterOfTheMarginOutAtEachEdge() {
        // int(round(10 - 4) / 4) = 1: what lies within the edge is one grey, the edge another.
        var picture = new byte[100];
        Arrays.fill(picture, (byte) 200);
        for (int y = 1; y < 9; y++) {
            Arrays.fill(picture, y * 10 + 1, y * 10 + 9, (byte) 50);
        }

        var seven = all(views(4, 4, "seven-crop@10"), picture);

        assertThat(seven).hasSize(7).allMatch(view -> view.length == 16);
        assertThat(seven.get(4)).containsOnly(50);
        assertThat(seven.get(5)).containsOnly(50);
        assertThat(seven.get(6)[0]).as("all of the picture, edge included").isNotEqualTo((byte) 50);
    }

    @Test
    void cropsOfTheKuzushijiRecipeAreThoseOfItsRule() {
        var views = Views.of(
                new ImageInput(112, 112, 1, ImageInput.Resize.STRETCH),
                List.of(TestTimeAugmentation.parse("seven-crop@120")));
        var columns = new byte[120 * 120];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = (byte) (i % 120);
        }

        var seven = all(views, columns);

        assertThat(seven.get(0)[0]).isEqualTo((byte) 0);
        assertThat(seven.get(1)[0]).isEqualTo((byte) 8);
        assertThat(seven.get(4)[0]).isEqualTo((byte) 4);
        // 116 columns from the third on become 112: the first target is 0.018 columns right of the first source.
        assertThat(seven.get(5)[0]).isEqualTo((byte) 2);
        assertThat(seven.get(5)[111]).isEqualTo((byte) 117);
        assertThat(seven.get(6)[111]).isEqualTo((byte) 119);
    }

    @Test
    void waysMultiply() {
        assertThat(views(2, 2, "flip", "seven-crop@4").count()).isEqualTo(14);
        assertThat(views(2, 2, "rotations", "scale@3", "scale@4").count()).isEqualTo(12);
    }

    @Test
    void scalesHaveAPictureEachOneAfterTheOther() {
        var views = views(4, 2, "scale@1", "scale@3");

        assertThat(views.pictures())
                .extracting(picture -> picture.width() + "x" + picture.height())
                .containsExactly("4x2", "2x1", "6x3");
        assertThat(views.bytes()).isEqualTo(8 + 2 + 18);
        assertThat(all(views, count(28)).get(1)).containsExactly(8, 9);
        assertThat(views.size(2).width()).isEqualTo(6);
    }

    @Test
    void refusesWhatCannotBeLookedAt() {
        assertRefused(4, 2, "4 x 2 pixels cannot be turned by 90 degrees", "rotations");
        assertRefused(4, 2, "cannot be turned", "symmetries");
        assertRefused(4, 4, "out of a smaller picture, 3 x 3", "seven-crop@3");
        assertRefused(4, 4, "names a way twice", "flip", "flip");
        assertRefused(4, 4, "are flip and rotations already", "symmetries", "flip");
        assertRefused(4, 4, "one kind of crop, or scales", "seven-crop@5", "scale@6");
        assertRefused(4, 4, "one kind of crop, or scales", "seven-crop@5", "five-crop@5");
    }

    @Test
    void saysWhichWaysThereAre() {
        assertThatThrownBy(() -> TestTimeAugmentation.parse("mirror"))
                .hasMessageContaining("no test-time augmentation 'mirror'; there are flip, rotations, symmetries");
        assertThatThrownBy(() -> TestTimeAugmentation.parse("seven-crop")).hasMessageContaining("seven-crop@120");
        assertThatThrownBy(() -> TestTimeAugmentation.parse("flip@3")).hasMessageContaining("flip has no side: 3");
        assertThat(TestTimeAugmentation.parse("five-crop@120")).hasToString("five-crop@120");
    }

    private static void assertRefused(int width, int height, String why, String... ways) {
        assertThatThrownBy(() -> views(width, height, ways)).hasMessageContaining(why);
    }

    private static Views views(int width, int height, String... ways) {
        return Views.of(
                new ImageInput(width, height, 1, ImageInput.Resize.STRETCH),
                Arrays.stream(ways).map(TestTimeAugmentation::parse).toList());
    }

    private static List<byte[]> all(Views views, byte[] image) {
        return IntStream.range(0, views.count())
                .mapToObj(view -> views.view(view, image))
                .toList();
    }

    private static byte[] count(int bytes) {
        var counted = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            counted[i] = (byte) i;
        }
        return counted;
    }
}
