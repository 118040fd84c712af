package io.kawara.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FilterFeaturesTest {
    private static final Offset<Float> EXACT = within(1e-6f);

    private static float value(float[] row, String column) {
        return row[FilterFeatures.COLUMNS.indexOf(column)];
    }

    @Test
    void areTheCompetitions117() {
        assertThat(FilterFeatures.COLUMNS).hasSize(117).doesNotHaveDuplicates();
        assertThat(FilterFeatures.of(ReadPages.of(100, 200))).isEmpty();
    }

    @Test
    void haveTheNearestBoxesOfTheGoldenVector() {
        var page = ReadPages.of(
                1000,
                1000,
                new int[] {0, 0, 10, 10},
                new int[] {0, 20, 10, 30},
                new int[] {0, 100, 10, 110},
                new int[] {0, 140, 10, 150},
                new int[] {500, 500, 510, 510});

        var nearest = new NearestBoxes(page.boxes().stream().map(ReadBox::found).toList());
        assertThat(nearest.to(2, 5)).containsExactly(3, 1, 0, 4);
        assertThat(nearest.distance(2, 4)).isCloseTo(640.3124237432849, within(1e-9));

        float[] row = FilterFeatures.of(page)[2];
        assertThat(value(row, "near1_distance_to_page_height")).isCloseTo(0.04f, EXACT);
        assertThat(value(row, "near2_distance_to_page_height")).isCloseTo(0.08f, EXACT);
        assertThat(value(row, "near3_distance_to_page_width")).isCloseTo(0.1f, EXACT);
        assertThat(value(row, "near4_distance_to_page_width")).isCloseTo(0.6403124f, EXACT);
        assertThat(value(row, "near1_angle")).isCloseTo((float) Math.PI / 2, EXACT);
        assertThat(value(row, "near2_angle")).isCloseTo((float) -Math.PI / 2, EXACT);
        assertThat(value(row, "near5_angle")).isNaN();
        assertThat(value(row, "near5_area_to_page")).isNaN();
    }

    @Test
    void relateABoxToThePageAndToItsBoxes() {
        var page = ReadPages.of(
                200, 400, new int[] {0, 0, 10, 20}, new int[] {100, 100, 130, 150}, new int[] {5, 10, 15, 40});

        float[] row = FilterFeatures.of(page)[0];

        assertThat(value(row, "char_score")).isEqualTo(0.75f);
        assertThat(value(row, "is_hiragana")).isEqualTo(1);
        assertThat(value(row, "bbox_score")).isEqualTo(0.5f);
        assertThat(value(row, "overlap_rate")).isEqualTo(50 / 200f); // the third covers 5 x 10 of it
        assertThat(value(row, "area_to_page")).isEqualTo(200 / 80_000f);
        assertThat(value(row, "height_to_page")).isEqualTo(20 / 400f);
        assertThat(value(row, "width_to_mean")).isCloseTo(10 / (50 / 3f), EXACT);
        assertThat(value(row, "width_to_median")).isEqualTo(1);
        // Widths 10, 30, 10: squares 2 x (20/3)^2 + (40/3)^2 over n - 1 = 133.33
        assertThat(value(row, "page_width_std")).isCloseTo((float) Math.sqrt(400 / 3.0), EXACT);
        assertThat(value(row, "width_to_std")).isCloseTo((float) (10 / Math.sqrt(400 / 3.0)), EXACT);
        assertThat(value(row, "near1_height_to_page")).isEqualTo(30 / 400f);
        assertThat(value(row, "x_to_page")).isEqualTo(5 / 200f);
        assertThat(value(row, "y_to_page")).isEqualTo(10 / 400f);
        assertThat(value(row, "box_num")).isEqualTo(3);
    }

    @Test
    void doNotKnowTheSpreadOfOneBoxAndHaveNoRatioToNoSpread() {
        float[] alone = FilterFeatures.of(ReadPages.of(100, 100, new int[] {0, 0, 10, 10}))[0];
        assertThat(value(alone, "page_width_std")).isNaN();
        assertThat(value(alone, "width_to_std")).isNaN();
        assertThat(value(alone, "width_to_mean")).isEqualTo(1);

        float[] alike =
                FilterFeatures.of(ReadPages.of(100, 100, new int[] {0, 0, 10, 10}, new int[] {20, 30, 30, 40}))[0];
        assertThat(value(alike, "page_width_std")).isZero();
        assertThat(value(alike, "width_to_std")).isZero();
        assertThat(value(alike, "x_to_std")).isGreaterThan(0);
    }

    @Test
    void aBoxWithoutAnAreaHasRatiosTooAndNoInfinity() {
        for (float[] row : FilterFeatures.of(
                ReadPages.of(100, 100, new int[] {0, 0, 0, 10}, new int[] {0, 0, 0, 20}, new int[] {0, 5, 0, 5}))) {
            for (float value : row) {
                assertThat(Float.isInfinite(value)).isFalse();
            }
        }
    }

    @Test
    void findTheNearestOfManyBoxesAsLookingAtAllDoes() {
        var boxes = ReadPages.random(2000, 2000, 3000, 5).boxes().stream()
                .map(ReadBox::found)
                .toList();
        var nearest = new NearestBoxes(boxes);
        for (int box = 0; box < 2000; box += 7) {
            int index = box;
            List<Double> expected = IntStream.range(0, 2000)
                    .filter(other -> other != index)
                    .mapToObj(other -> nearest.distance(index, other))
                    .sorted(Comparator.naturalOrder())
                    .limit(5)
                    .toList();
            assertThat(Arrays.stream(nearest.to(box, 5))
                            .mapToObj(other -> nearest.distance(index, other))
                            .toList())
                    .isEqualTo(expected);
        }
    }

    @Test
    void areThereForAPageOf20000Boxes() {
        assertThat(FilterFeatures.of(ReadPages.random(20_000, 6000, 8000, 3))).hasNumberOfRows(20_000);
    }
}
