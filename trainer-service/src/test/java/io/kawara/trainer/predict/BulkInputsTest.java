package io.kawara.trainer.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.trainer.data.Row;
import io.kawara.trainer.run.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes in, how far it has come, and how right it was. */
class BulkInputsTest {
    @TempDir
    Path folder;

    @Test
    void takesAFoldersImagesByNameWithItsSubfolders() throws Exception {
        for (String name : List.of("b.png", "a/2.JPG", "a/1.jpg", "notes.txt")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "x");
        }

        assertThat(new BulkInputs(List.of()).read(List.of(folder)))
                .extracting(Row::id)
                .containsExactly("a/1.jpg", "a/2.JPG", "b.png");
        assertThatThrownBy(() -> new BulkInputs(List.of()).read(List.of(folder, folder)))
                .hasMessageContaining("two rows a/1.jpg");
        assertThatThrownBy(() -> new BulkInputs(List.of()).read(List.of(folder.resolve("nowhere"))))
                .hasMessageContaining("neither a file nor a folder");
    }

    @Test
    void numbersGoInTheirOwnOrder() throws Exception {
        for (String name : List.of("100.png", "9.png", "00050.png")) {
            Files.writeString(folder.resolve(name), "x");
        }
        var rows = BulkInputs.numbered(new BulkInputs(List.of()).read(List.of(folder)));

        assertThat(rows).extracting(Row::id).containsExactly("9", "50", "100");
        Files.writeString(folder.resolve("cover.png"), "x");
        assertThat(BulkInputs.numbered(new BulkInputs(List.of()).read(List.of(folder))))
                .extracting(Row::id)
                .contains("00050.png");
    }

    @Test
    void readsTheWordsOfATable() throws Exception {
        Path table = Files.writeString(folder.resolve("t.csv"), "id,title,brand\n7,\"Blue, shirt\",Nike\n9,Shoe,\n");

        var rows = new BulkInputs(List.of("title", "brand")).read(List.of(table));

        assertThat(rows).extracting(Row::id).containsExactly("7", "9");
        assertThat(rows.get(0).words()).isEqualTo("Blue, shirt\nNike");
        assertThat(rows.get(0).image()).isNull();
        assertThatThrownBy(() -> new BulkInputs(List.of("text")).read(List.of(table)))
                .hasMessageContaining("has no column 'text'")
                .hasMessageContaining("--text");
    }

    @Test
    void saysHowFastItGoesAndHowLongItTakes() {
        long[] now = {0};
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var bar = new BulkProgress(new Console(out, true), 1000, 200, () -> now[0]);
        now[0] = 10_000_000_000L;
        bar.done(600);

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .endsWith("[##############..........] 600 of 1000  40.0/s  0:10 left");
        bytes.reset();
        var lines = new BulkProgress(new Console(out, false), 100_000, 0, () -> now[0]);
        now[0] += 10_000_000_000L;
        lines.done(10);
        assertThat(bytes.size()).as("not yet time for a line").isZero();
        now[0] += 10_000_000_000L;
        lines.done(20);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("20 of 100000  1.0/s  27:46:20 left");
    }

    @Test
    void holdsCellsAgainstTheTruthById() throws Exception {
        Path truth = Files.writeString(folder.resolve("truth.csv"), "index,a,b\n1,1,0\n2,0,0\n3,1,1\n");
        Path said = Files.writeString(folder.resolve("said.csv"), "index,a,b\n3,1,0\n1,1,0\n2,,\n");

        var measured = TruthCheck.of(said, truth);

        assertThat(measured.rows()).isEqualTo(3);
        assertThat(measured.absent()).isEqualTo(1);
        assertThat(measured.accuracy())
                .as("nothing said of row 2 counts as nothing true")
                .isEqualTo(5 / 6.0);
        assertThat(measured.cells().exactMatch()).isEqualTo(2 / 3.0);
    }

    @Test
    void anIdThatIsANumberIsTheSameWithZerosBeforeIt() throws Exception {
        Path said = Files.writeString(folder.resolve("said.csv"), "index,a,b\n7,1,0\n50,0,1\n");
        Path truth = Files.writeString(folder.resolve("truth.csv"), "index,a,b\n00007,1,0\n00050,0,1\n");
        assertThat(TruthCheck.of(said, truth).accuracy()).isEqualTo(1);
        assertThat(TruthTable.read(truth)
                        .label(List.of(new Row("50", null, Set.of(), Map.of(), "50")))
                        .rows())
                .singleElement()
                .satisfies(row -> assertThat(row.labels()).containsExactly("b"));
    }

    @Test
    void holdsLabelsAgainstTheTruthById() throws Exception {
        Path truth = Files.writeString(
                folder.resolve("truth.csv"), "image_id,category_id\na.jpg,3\nb.jpg,5\nc.jpg,3\nd.jpg,5\n");
        Path said = Files.writeString(folder.resolve("said.csv"), "image_id,category_id\nb.jpg,5\na.jpg,5\nc.jpg,\n");

        assertThat(TruthCheck.of(said, truth).accuracy()).isEqualTo(0.25);
        assertThat(TruthCheck.of(said, truth).absent()).isEqualTo(2);
    }
}
