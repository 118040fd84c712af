package io.kawara.trainer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.pages.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapTargetsTest {
    private static final int SIZE = 64;
    private static final int PLACES = 16;

    @Test
    void aMiddleIsOneAndTheSidesAreSaidFromWhereverTheyAreLearnt() {
        var box = new Box(10, 20, 34, 40, 1);
        var maps = MapTargets.of(List.of(box), SIZE, 0.5);
        assertThat(at(maps, 0, 5, 7)).isEqualTo(1);
        assertThat(at(maps, 0, 6, 7)).isBetween(0.1f, 0.9f);
        double counted = 0;
        for (int y = 0; y < PLACES; y++) {
            for (int x = 0; x < PLACES; x++) {
                float weight = at(maps, 5, x, y);
                counted += weight;
                if (weight > 0) {
                    assertThat(4 * x + 2 - at(maps, 1, x, y)).isCloseTo(10, within(1e-4f));
                    assertThat(4 * y + 2 - at(maps, 2, x, y)).isCloseTo(20, within(1e-4f));
                    assertThat(4 * x + 2 + at(maps, 3, x, y)).isCloseTo(34, within(1e-4f));
                    assertThat(4 * y + 2 + at(maps, 4, x, y)).isCloseTo(40, within(1e-4f));
                }
            }
        }
        assertThat(counted).isCloseTo(1, within(1e-5));
    }

    @Test
    void charactersThatTouchHaveEachItsMiddle() {
        var maps = MapTargets.of(List.of(new Box(8, 8, 24, 20, 1), new Box(8, 20, 24, 32, 1)), SIZE, 0.5);
        assertThat(at(maps, 0, 4, 3)).isEqualTo(1);
        assertThat(at(maps, 0, 4, 6)).isEqualTo(1);
        assertThat(at(maps, 0, 4, 4)).isLessThan(0.9f);
        assertThat(at(maps, 0, 4, 5)).isLessThan(0.9f);
    }

    @Test
    void whatIsMostlyBeyondTheCropIsNeitherACharacterNorNone() {
        var maps = MapTargets.of(List.of(new Box(-30, 20, 10, 40, 1)), SIZE, 0.5);
        for (int place = 0; place < PLACES * PLACES; place++) {
            assertThat(maps[place]).isZero();
        }
        assertThat(at(maps, 6, 0, 5)).isZero();
        assertThat(at(maps, 6, 2, 9)).isZero();
        assertThat(at(maps, 6, 3, 5)).isOne();
        assertThat(at(maps, 6, 0, 10)).isOne();
    }

    @Test
    void ofACharacterThatIsCutTheVisiblePartIsLearnt() {
        var maps = MapTargets.of(List.of(new Box(-8, 20, 16, 40, 1)), SIZE, 0.5);
        assertThat(at(maps, 0, 2, 7)).isEqualTo(1);
        assertThat(at(maps, 1, 2, 7)).isCloseTo(10, within(1e-4f));
        assertThat(at(maps, 3, 2, 7)).isCloseTo(6, within(1e-4f));
    }

    @Test
    void aCropWithoutCharactersIsBackground() {
        var maps = MapTargets.of(List.of(), SIZE, 0.5);
        for (int i = 0; i < maps.length; i++) {
            assertThat(maps[i]).isEqualTo(i / (PLACES * PLACES) == 6 ? 1 : 0);
        }
    }

    @Test
    void thingsSmallerThanAPlaceStillHaveSidesAhead() {
        var maps = MapTargets.of(List.of(new Box(12.1, 12.1, 13, 13, 1)), SIZE, 0.5);
        assertThat(at(maps, 0, 3, 3)).isEqualTo(1);
        for (int side = 1; side <= 4; side++) {
            assertThat(at(maps, side, 3, 3)).isPositive();
        }
    }

    private static float at(float[] maps, int map, int x, int y) {
        return maps[(map * PLACES + y) * PLACES + x];
    }
}
