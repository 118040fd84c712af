package io.kawara.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Task;
import io.kawara.trainer.recipe.SplitKeys;
import io.kawara.trainer.recipe.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {
    @TempDir
    Path folder;

    @Test
    void keepsBackTheGroupsThatAreNamed() throws IOException {
        var data = books(40, 4);
        var split = split(data, "{holdoutGroups: [book1], folds: 2}");

        assertThat(groups(data, split.holdout())).containsExactly("book1");
        assertThat(groups(data, split.training())).containsExactly("book0", "book2", "book3");
        assertThatThrownBy(() -> split(data, "{holdoutGroups: [book9]}"))
                .hasMessageContaining("'split.holdoutGroups' names group book9, which no row has: there are [book0");
    }

    @Test
    void makesAFoldOfEachGroupOrOfThoseThatAreNamed() throws IOException {
        var data = books(40, 4);

        var each = split(data, "{holdoutGroups: [book3], foldBy: group}");
        assertThat(each.folds())
                .extracting(fold -> groups(data, fold))
                .containsExactly(Set.of("book0"), Set.of("book1"), Set.of("book2"));
        var named = split(data, "{holdoutGroups: [book3], foldGroups: [[book2, book0], [book1]]}");
        assertThat(named.folds())
                .extracting(fold -> groups(data, fold))
                .containsExactly(Set.of("book0", "book2"), Set.of("book1"));
        assertThatThrownBy(() -> split(data, "{holdoutGroups: [book3], foldGroups: [[book2], [book1]]}"))
                .hasMessageContaining("group book0 is in no fold");
        assertThatThrownBy(() -> split(data, "{holdoutGroups: [book3], foldGroups: [[book2, book0], [book1, book3]]}"))
                .hasMessageContaining("names group book3 for two parts");
    }

    @Test
    void borrowsRowsForLabelsThatStandOnOneSideOnlyAndNeverCopiesThem() throws IOException {
        // Label "here" is in book0 alone, "there" in the book kept back alone, "once" a single row of it; "both" in
        // each.
        var rows = new ArrayList<Row>();
        IntStream.range(0, 60).forEach(i -> rows.add(row("here%02d".formatted(i), "here", "book0")));
        IntStream.range(0, 300).forEach(i -> rows.add(row("there%03d".formatted(i), "there", "book1")));
        IntStream.range(0, 10).forEach(i -> rows.add(row("both%d".formatted(i), "both", "book" + i % 2)));
        rows.add(row("once", "once", "book1"));
        var data = DataSet.of("pages", rows);

        var split = split(data, "{holdoutGroups: [book1], borrow: 20, folds: 2}");

        assertThat(counts(data, split.holdout())).isEqualTo(Map.of("here", 6L, "there", 280L, "both", 5L));
        assertThat(counts(data, split.training())).isEqualTo(Map.of("here", 54L, "there", 20L, "both", 5L, "once", 1L));
        var everywhere = new ArrayList<>(split.holdout());
        everywhere.addAll(split.training());
        assertThat(everywhere).doesNotHaveDuplicates().hasSize(data.size());
    }

    @Test
    void dealsEqualItemsToOnePartAndNamesThemWhereThatIsNotAskedFor() throws IOException {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 60; i++) {
            rows.add(said("r%02d".formatted(i), i % 2 == 0 ? "cup" : "pot", "words " + i / 3));
        }
        var data = DataSet.of("said", rows);
        int kept = 0;
        for (int seed = 0; seed < 40; seed++) {
            var split = split(data, "{holdout: 0.3, folds: 3, seed: %d}".formatted(seed));
            var parts = new ArrayList<>(split.folds());
            parts.add(split.holdout());
            for (List<Integer> part : parts) {
                assertThat(words(data, part)).doesNotContainAnyElementsOf(words(data, others(data, part)));
            }
            kept += split.holdout().size();
        }
        assertThat(kept / 40.0).isBetween(15.0, 21.0);

        assertThatThrownBy(() -> split(data, "{duplicates: error}"))
                .hasMessageContaining("the split of said leaks: rows r")
                .hasMessageContaining("more pairs are the same item");
        assertThat(split(data, "{duplicates: ignore}").holdout()).hasSize(12);
    }

    @Test
    void movesNoOtherRowThanARepeatedOne() throws IOException {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 100; i++) {
            rows.add(said("r%02d".formatted(i), "l" + i % 3, "words " + (i == 99 ? 0 : i)));
        }
        var data = DataSet.of("said", rows);
        var apart = split(data, "{duplicates: ignore, seed: 3}");
        var together = split(data, "{seed: 3}");

        assertThat(IntStream.range(1, 99))
                .allMatch(place ->
                        apart.holdout().contains(place) == together.holdout().contains(place));
    }

    @Test
    void refusesUnlabelledRowsThatAreKnownAlready() {
        var data = DataSet.of(
                "said",
                List.of(said("1", "cup", "a"), said("2", "pot", "b"), said("3", "cup", "c"), said("4", "pot", "d")));
        var extra = data.with(data.rows(), List.of(said("pseudo/9", "cup", "c")));

        assertThatThrownBy(() -> split(extra, "{folds: 2, holdout: 0}"))
                .hasMessageContaining("pseudo/9 (data.pseudo) and 3 (fold-");
    }

    @Test
    void readsTheSplitThatItWrote() throws IOException {
        var data = books(40, 4).in(folder);
        var split = split(data, "{holdout: 0.25, folds: 3, seed: 5}");
        SplitFile.write(folder.resolve("split.csv"), split, data);

        assertThat(split(data, "{file: split.csv}")).isEqualTo(split);
        Files.writeString(folder.resolve("split.csv"), "id,part\nr000,holdout\n");
        assertThatThrownBy(() -> split(data, "{file: split.csv}"))
                .hasMessageContaining("says nothing of row r001 of books");
    }

    @Test
    void refusesAFileThatPutsAGroupOnBothSides() throws IOException {
        var data = books(8, 4).in(folder);
        var lines = new ArrayList<>(List.of("id,part"));
        data.rows().forEach(row -> lines.add(row.id() + "," + (row.id().compareTo("r004") < 0 ? "fold-1" : "fold-2")));
        Files.write(folder.resolve("split.csv"), lines);

        assertThatThrownBy(() -> split(data, "{file: split.csv}"))
                .hasMessageContaining("rows r000 (fold-1) and r004 (fold-2), ")
                .hasMessageContaining("are of one group");
    }

    @Test
    void givesEveryPartItsShareOfEachOfManyLabels() throws IOException {
        var rows = IntStream.range(0, 400)
                .mapToObj(i -> new Row(
                        "r%03d".formatted(i),
                        null,
                        IntStream.range(0, 5)
                                .filter(label -> ((i * 7919) >> label) % (label + 2) == 0)
                                .mapToObj(label -> "l" + label)
                                .collect(Collectors.toSet()),
                        Map.of(),
                        "g" + i))
                .toList();
        var data = DataSet.of("many", Task.MULTI_LABEL, List.of(), rows);
        var split = split(data, "{holdout: 0.2, folds: 4}");

        for (String label : data.labels()) {
            double all = data.rows().stream()
                    .filter(row -> row.labels().contains(label))
                    .count();
            double held = data.rows(split.holdout()).rows().stream()
                    .filter(row -> row.labels().contains(label))
                    .count();
            assertThat(held / all).isBetween(0.15, 0.25);
        }
    }

    /** Rows in turn from so many books. */
    private static DataSet books(int rows, int books) {
        return DataSet.of(
                "books",
                IntStream.range(0, rows)
                        .mapToObj(i -> row("r%03d".formatted(i), i / books % 2 == 0 ? "a" : "b", "book" + i % books))
                        .toList());
    }

    private static Row row(String id, String label, String group) {
        return new Row(id, null, Set.of(label), Map.of(), group);
    }

    private static Row said(String id, String label, String words) {
        return new Row(id, null, Set.of(label), Map.of("said", words), id);
    }

    private static Split split(DataSet data, String keys) throws IOException {
        return Split.of(data, StrictYaml.parse(keys, "recipe.yaml", SplitKeys.class, List.of()));
    }

    private static Set<String> groups(DataSet data, List<Integer> places) {
        return data.rows(places).rows().stream().map(Row::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> words(DataSet data, List<Integer> places) {
        return Set.copyOf(data.rows(places).words());
    }

    private static List<Integer> others(DataSet data, List<Integer> part) {
        return IntStream.range(0, data.size())
                .boxed()
                .filter(place -> !part.contains(place))
                .toList();
    }

    private static Map<String, Long> counts(DataSet data, List<Integer> places) {
        return data.rows(places).rows().stream().collect(Collectors.groupingBy(Row::label, Collectors.counting()));
    }
}
