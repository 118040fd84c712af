package io.kawara.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.TextLine;
import io.kawara.trainer.recipe.DataKeys;
import io.kawara.trainer.recipe.SplitKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataTest {
    @TempDir
    Path folder;

    @Test
    void readsATableWithQuotesAndColumnsInPaths() throws IOException {
        image("pictures/cup/1.jpg");
        image("pictures/pot/2.jpg");
        Files.writeString(
                folder.resolve("t.csv"),
                "no,what,said,more\n2,pot,\"a \"\"big\"\", round\npot\",\n1,cup,small,cheap\n");

        var data = source(
                        DataKeys.Format.CSV, "t.csv", "no", "pictures/{what}/{no}.jpg", "what", List.of("said", "more"))
                .read();

        assertThat(data.labels()).containsExactly("cup", "pot");
        assertThat(data.words()).containsExactly("small\ncheap", "a \"big\", round\npot");
        assertThat(data.classes()).containsExactly(0, 1);
    }

    @Test
    void readsAFolderForEachLabel() throws IOException {
        image("pot/b.png");
        image("cup/a.JPG");
        Files.writeString(folder.resolve("cup/notes.txt"), "no image");

        var data = source(DataKeys.Format.FOLDERS, "", "", "", "", List.of()).read();

        assertThat(data.rows()).extracting(Row::id).containsExactly("cup/a.JPG", "pot/b.png");
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "no,what\n1,cup\n");

        assertThatThrownBy(() -> source(DataKeys.Format.CSV, "t.csv", "no", "{no}.jpg", "what", List.of())
                        .read())
                .hasMessageContaining("row 1: there is no image");
        image("1.jpg");
        assertThatThrownBy(() -> source(DataKeys.Format.CSV, "t.csv", "no", "{no}.jpg", "kind", List.of())
                        .read())
                .hasMessageContaining("'data.label' names column 'kind', but the columns are [no, what]");
    }

    @Test
    void givesTheModelTheFieldsThenTheLines() {
        var row = new Row("1", folder, "cup", Map.of("title", "A cup"), List.of(), "1")
                .withLines(List.of(new TextLine("PRICE", 1, 0, 0, 1, 1), new TextLine("3.40", 1, 0, 0, 1, 1)));

        assertThat(row.words()).isEqualTo("A cup\nPRICE\n3.40");
    }

    @Test
    void splitsEveryLabelInProportionAndEveryRowOnce() throws IOException {
        var data = data(103, 5, 1);
        var split = Split.of(data, new SplitKeys(0.2, 4, 7, true));

        var places = new ArrayList<>(split.holdout());
        split.folds().forEach(places::addAll);
        assertThat(places)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 103).boxed().toList());
        for (String label : data.labels()) {
            long all = count(data, label);
            assertThat((double) count(data.rows(split.holdout()), label)).isBetween(0.2 * all - 1, 0.2 * all + 1);
            for (List<Integer> fold : split.folds()) {
                assertThat((double) count(data.rows(fold), label)).isBetween(0.2 * all - 1, 0.2 * all + 1);
            }
        }
    }

    @Test
    void neverTrainsOnWhatItPredicts() throws IOException {
        var data = data(60, 3, 4);
        var split = Split.of(data, new SplitKeys(0.25, 3, 1, true));

        for (int fold = 0; fold < 3; fold++) {
            var seen = groups(data, split.trainingWithout(fold));
            assertThat(groups(data, split.folds().get(fold))).doesNotContainAnyElementsOf(seen);
            assertThat(groups(data, split.holdout())).doesNotContainAnyElementsOf(seen);
        }
        assertThat(groups(data, split.holdout())).doesNotContainAnyElementsOf(groups(data, split.training()));
    }

    @Test
    void splitsAlikeForOneSeedAndKeepsTheHoldoutWhateverTheFolds() throws IOException {
        var data = data(50, 2, 1);

        assertThat(Split.of(data, new SplitKeys(0.2, 5, 3, true)))
                .isEqualTo(Split.of(data, new SplitKeys(0.2, 5, 3, true)));
        assertThat(Split.of(data, new SplitKeys(0.2, 2, 3, true)).holdout())
                .isEqualTo(Split.of(data, new SplitKeys(0.2, 5, 3, true)).holdout());
        assertThat(Split.of(data, new SplitKeys(0.2, 5, 4, true)).holdout())
                .isNotEqualTo(Split.of(data, new SplitKeys(0.2, 5, 3, true)).holdout());
    }

    @Test
    void hashesImagesWordsAndLabels() throws IOException {
        var picture = image("1.jpg");
        var cup = new Row("1", picture, "cup", Map.of(), List.of(), "1");
        var pot = new Row("2", image("2.jpg"), "pot", Map.of(), List.of(), "2");
        String hash = DataSet.of("a", List.of(cup, pot)).manifestHash();

        assertThat(DataSet.of("b", List.of(pot, cup)).manifestHash()).isEqualTo(hash);
        var read = pot.withLines(List.of(new TextLine("x", 1, 0, 0, 1, 1)));
        assertThat(DataSet.of("a", List.of(cup, read)).manifestHash()).isNotEqualTo(hash);
        Files.writeString(picture, "other bytes");
        assertThat(DataSet.of("a", List.of(cup, pot)).manifestHash()).isNotEqualTo(hash);
    }

    private DataSource source(
            DataKeys.Format format, String file, String id, String image, String label, List<String> text) {
        var keys = new DataKeys(
                format, file, null, id, image, label, List.of(), text, null, null, null, null, null, null, List.of(),
                null, null);
        return new DataSource(keys, folder);
    }

    private Path image(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        return Files.writeString(folder.resolve(name), name);
    }

    private static DataSet data(int size, int labels, int groupSize) {
        return DataSet.of(
                "numbers",
                IntStream.range(0, size)
                        .mapToObj(i -> new Row(
                                "%03d".formatted(i), null, Set.of("l" + i % labels), Map.of(), "g" + i / groupSize))
                        .toList());
    }

    private static long count(DataSet data, String label) {
        return data.rows().stream().filter(row -> row.label().equals(label)).count();
    }

    private static Set<String> groups(DataSet data, List<Integer> places) {
        return data.rows(places).rows().stream().map(Row::group).collect(Collectors.toSet());
    }
}
