package io.kawara.trainer.transform;

import static io.kawara.trainer.transform.Rasters.COLOURS;
import static io.kawara.trainer.transform.Rasters.SLOPE;
import static io.kawara.trainer.transform.Rasters.grey;
import static io.kawara.trainer.transform.Rasters.levels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.trainer.recipe.AugmentKeys;
import io.kawara.trainer.recipe.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTest {
    private static final String POLICY = """
            {"subPolicies": [
              {"weight": 3, "stages": [[{"operation": "brightness", "magnitude": 0.2}],
                                       [{"operation": "solarize", "magnitude": 256, "weight": 0.25},
                                        {"operation": "identity", "weight": 0.75}]]},
              {"weight": 1, "stages": [[{"operation": "contrast", "magnitude": 0.5}]]}]}
            """;

    @TempDir
    Path folder;

    @Test
    void drawsSubPoliciesByTheirWeights() throws IOException {
        var policy = read(POLICY).pictures().get(0);
        var random = new SplittableRandom(4);
        int lighter = 0;
        for (int i = 0; i < 4000; i++) {
            int level = levels(policy.apply(grey(1, 1, 100), new Size(1, 1), random))[0];
            assertThat(level).isIn(151, 50); // 100 + 0.2 * 255, or half of 100: magnitudes as they apply
            lighter += level == 151 ? 1 : 0;
        }

        assertThat(lighter).isBetween(2900, 3100);
    }

    @Test
    void namesTheLineOfThePolicysFile() {
        assertThatThrownBy(() -> read(POLICY.replace("0.2", "2")))
                .hasMessageContaining("policy.json:2: 'magnitude' of BRIGHTNESS is from -1.0 to 1.0, not 2.0");
        assertThatThrownBy(() -> read(POLICY.replace("\"identity\"", "\"idle\"")))
                .hasMessageContaining("policy.json:4:")
                .hasMessageContaining("is one of identity, shift-red");
        assertThatThrownBy(() -> read("{\"subPolicies\": []}"))
                .hasMessageContaining("policy.json:1: 'subPolicies' of a policy needs a choice that weighs something");
    }

    @Test
    void cutsAsManyHolesAsAsked() {
        var hole = new Policy.Choice(Operation.CUTOUT, 0.1, 16, 1);
        int[] levels = levels(hole.apply(grey(100, 100, filled(10_000)), new SplittableRandom(1)));

        assertThat(Arrays.stream(levels).filter(level -> level == 0).count()).isBetween(1000L, 1600L);
    }

    @Test
    void operationsThatChangeNothingDoNot() {
        assertUnchanged(Operation.IDENTITY, 0);
        assertUnchanged(Operation.SHIFT_RED, 0);
        assertUnchanged(Operation.BRIGHTNESS, 0);
        assertUnchanged(Operation.CONTRAST, 1);
        assertUnchanged(Operation.CONTRAST_AROUND_MEAN, 1);
        assertUnchanged(Operation.SATURATION, 1);
        assertUnchanged(Operation.SHARPNESS, 1);
        assertUnchanged(Operation.SOLARIZE, 256);
        assertUnchanged(Operation.POSTERIZE, 8);
        assertUnchanged(Operation.ROTATE, 0);
        assertUnchanged(Operation.SHIFT_X, 0);
        assertUnchanged(Operation.SHEAR_Y, 0);
        assertUnchanged(Operation.SCALE, 1);
        assertUnchanged(Operation.CUTOUT, 0);
    }

    @Test
    void operationsOfPilAreThoseOfPil() {
        assertThat(after(Operation.SHARPNESS, 2))
                .containsExactly(
                        0, 37, 74, 111, 148, 185, 53, 101, 169, 236, 255, 37, 106, 185, 255, 0, 47, 145, 159, 229, 43,
                        113, 183, 253);
        assertThat(after(Operation.POSTERIZE, 3))
                .containsExactly(
                        0, 32, 64, 96, 128, 160, 32, 96, 128, 192, 224, 32, 96, 160, 224, 0, 64, 128, 128, 224, 32, 96,
                        160, 224);
        assertThat(after(Operation.AUTOCONTRAST, 0))
                .containsExactly(
                        0, 37, 75, 112, 149, 186, 53, 102, 150, 199, 247, 37, 107, 166, 226, 27, 87, 146, 160, 231, 43,
                        114, 184, 255);
        var pattern = grey(
                32,
                32,
                java.util.stream.IntStream.range(0, 1024)
                        .map(i -> (i % 32 * (i % 32) * 3 + i / 32 * 29) % 64 + 40)
                        .toArray());
        assertThat(Arrays.copyOf(levels(Operation.EQUALIZE.apply(pattern, 0, new SplittableRandom(1))), 16))
                .containsExactly(0, 16, 65, 143, 255, 59, 233, 103, 0, 255, 233, 229, 255, 255, 65, 187);
    }

    @Test
    void randAugmentGrowsWithItsMagnitude() {
        double weak = change(1);
        double strong = change(10);

        assertThat(weak).isPositive();
        assertThat(strong).isGreaterThan(2 * weak);
    }

    @Test
    void randAugmentsBrightnessIsAFactorAsInThePaper() {
        var black = grey(1, 1, 0);

        assertThat(levels(RandAugment.changed(black, Operation.BRIGHTNESS, 1, 1, new SplittableRandom(1))))
                .containsExactly(0);
        assertThat(levels(RandAugment.changed(grey(1, 1, 100), Operation.BRIGHTNESS, 1, -1, new SplittableRandom(1))))
                .containsExactly(10);
    }

    /** The mean change of a level by everything but the two operations that know no magnitude. */
    private static double change(double magnitude) {
        double sum = 0;
        for (var operation : List.of(
                Operation.SHEAR_X, Operation.SHIFT_Y, Operation.ROTATE, Operation.SATURATION, Operation.SOLARIZE)) {
            int[] changed = levels(RandAugment.changed(COLOURS, operation, magnitude / 10, 1, new SplittableRandom(1)));
            int[] before = levels(COLOURS);
            for (int i = 0; i < changed.length; i++) {
                sum += Math.abs(changed[i] - before[i]);
            }
        }
        return sum;
    }

    private static int[] after(Operation operation, double magnitude) {
        return levels(operation.apply(SLOPE, magnitude, new SplittableRandom(1)));
    }

    private static void assertUnchanged(Operation operation, double magnitude) {
        assertThat(levels(operation.apply(COLOURS, magnitude, new SplittableRandom(1))))
                .as("%s", operation)
                .containsExactly(levels(COLOURS));
    }

    private AugmentKeys read(String policy) throws IOException {
        Files.writeString(folder.resolve("policy.json"), policy);
        var recipe = Files.writeString(folder.resolve("recipe.yaml"), "policy: policy.json");
        return StrictYaml.read(recipe, AugmentKeys.class, List.of());
    }

    private static int[] filled(int count) {
        var levels = new int[count];
        Arrays.fill(levels, 200);
        return levels;
    }
}
