package io.kawara.trainer.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.PageRules;
import io.kawara.pages.Box;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.recipe.BoxTableKeys;
import io.kawara.trainer.recipe.ContextRecipe;
import io.kawara.trainer.recipe.StrictYaml;
import io.kawara.trainer.training.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionSourceTest {
    private static final String RECIPE = """
        name: colours
        context: {longSides: [320]}
        crops: {width: 96, height: 144, from: [1000, 2000], boxes: 64}
        train: {epochs: 1, batchSize: 3}
        """;

    @TempDir
    private Path folder;

    private LearntPages pages() throws IOException {
        return LearntPages.read(recipe(RECIPE).boxes(), ColouredPages.in(folder, 4));
    }

    private static ContextRecipe recipe(String text) {
        return StrictYaml.parse(text, "recipe", ContextRecipe.class, List.of());
    }

    @Test
    void boxesLieInTheCropWhereTheirCharactersAre() throws IOException {
        var pages = pages();
        var source = new RegionSource(pages.pages(), pages.others(), pages.labels(), recipe(RECIPE));
        int seen = 0;
        int none = 0;
        for (int number = 0; number < 8; number++) {
            var batch = source.batch(1, number, new int[] {0, 8, 16});
            var input = (Input.Pages) batch.input();
            for (int box = 0; box < input.count(); box++) {
                var code = code(batch, box, pages.labels());
                var colour = ColouredPages.COLOURS.get(code);
                if (colour != null) {
                    assertThat(middle(input, box)).as("box %d: %s", box, code).containsExactly(colour);
                    seen++;
                } else {
                    assertThat(code).isEqualTo(PageRules.FALSE_POSITIVE);
                    none++;
                }
            }
        }
        assertThat(seen).isGreaterThan(50);
        assertThat(none).isBetween(seen / 40, seen / 4);
    }

    @Test
    void aBatchIsTheSameWhoeverAsksAndWhenever() throws IOException {
        var pages = pages();
        var source = new RegionSource(pages.pages(), pages.others(), pages.labels(), recipe(RECIPE));
        var first = source.batch(2, 1, new int[] {1, 2, 3});
        source.batch(1, 0, new int[] {5, 6, 7});
        var again = new RegionSource(pages.pages(), pages.others(), pages.labels(), recipe(RECIPE))
                .batch(2, 1, new int[] {1, 2, 3});
        assertThat(((Input.Pages) again.input()).pixels()).isEqualTo(((Input.Pages) first.input()).pixels());
        assertThat(((Input.Pages) again.input()).boxes()).isEqualTo(((Input.Pages) first.input()).boxes());
        assertThat(again.targets()).isEqualTo(first.targets());
        var next = source.batch(3, 1, new int[] {1, 2, 3});
        assertThat(((Input.Pages) next.input()).pixels()).isNotEqualTo(((Input.Pages) first.input()).pixels());
    }

    @Test
    void aDetectorsBoxesAreLearntAsTheyAre() throws IOException {
        ColouredPages.in(folder, 1);
        var truth =
                LearntPages.read(recipe(RECIPE).boxes(), folder).pages().get(0).truth();
        var character = truth.characters().get(7);
        Files.writeString(
                folder.resolve("found.csv"),
                "image,x,y,w,h,score\n%s,%d,%d,%d,%d,0.9\n%s,0,0,9,9,0.4\n"
                        .formatted(
                                truth.id(),
                                character.x() + 2,
                                character.y(),
                                character.w(),
                                character.h(),
                                truth.id()));
        var keys = new BoxTableKeys("train.csv", "images", "found.csv", null, List.of(), 64);
        var pages = LearntPages.read(keys, folder);
        var boxes = new CropBoxes(pages.pages().get(0), recipe(RECIPE).falseBoxes(), 0.99);
        var whole = new Box(0, 0, 240, 320, 1);
        assertThat(boxes.in(whole, new SplittableRandom(1)))
                .extracting(CropBoxes.Labelled::code)
                .containsExactly(character.code(), PageRules.FALSE_POSITIVE);
    }

    @Test
    void aPageWithoutAnImageIsNamed() throws IOException {
        ColouredPages.in(folder, 2);
        Files.delete(folder.resolve("images/101_1.png"));
        assertThatThrownBy(() -> LearntPages.read(recipe(RECIPE).boxes(), folder))
                .hasMessageContaining("101_1")
                .hasMessageContaining("no image");
    }

    private static String code(Batch batch, int box, List<String> labels) {
        for (int label = 0; label < labels.size(); label++) {
            if (batch.targets()[box * labels.size() + label] == 1) {
                return labels.get(label);
            }
        }
        throw new AssertionError("box " + box + " has no target");
    }

    private static byte[] middle(Input.Pages pages, int box) {
        float[] sides = Arrays.copyOfRange(pages.boxes(), 5 * box, 5 * box + 5);
        int x = (int) ((sides[0] + sides[2]) / 2);
        int y = (int) ((sides[1] + sides[3]) / 2);
        int at = ((((int) sides[4]) * pages.height() + y) * pages.width() + x) * 3;
        return Arrays.copyOfRange(pages.pixels(), at, at + 3);
    }
}
