package io.kawara.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Task;
import io.kawara.trainer.recipe.DataKeys;
import io.kawara.trainer.recipe.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbabilitiesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeData() throws IOException {
        write("labels.csv", "id,label,said\n1,cup,one\n2,pot,two\n3,cup,three\n");
    }

    @Test
    void readsWhatItWrote() throws IOException {
        var rows = new LinkedHashMap<String, float[]>();
        rows.put("a,b", new float[] {1 / 3f, 2 / 3f});
        rows.put("c", new float[] {1e-7f, 1});
        var written = new Probabilities(folder.resolve("p.csv"), List.of("say \"x\"", "pot"), rows);
        written.write();

        var read = Probabilities.read(folder.resolve("p.csv"));

        assertThat(read.labels()).isEqualTo(written.labels());
        assertThat(read.rows().get("a,b")).containsExactly(1 / 3f, 2 / 3f);
        assertThat(read.rows().get("c")).containsExactly(1e-7f, 1);
    }

    @Test
    void givesRowsTheProbabilitiesForTargetsInTheDataSetsOrder() throws IOException {
        write("said.csv", "id,pot,cup\n2,0.75,0.25\n1,0.5,0.5\n");

        var data = read("{image: '', targets: said.csv}");

        assertThat(data.rows().get(0).target()).containsExactly(0.5f, 0.5f);
        assertThat(data.rows().get(1).target()).containsExactly(0.25f, 0.75f);
        assertThat(data.rows().get(2).target()).isNull();
        assertThat(data.manifestHash()).isNotEqualTo(read("{image: ''}").manifestHash());
    }

    @Test
    void refusesProbabilitiesOfOtherLabelsOrRows() throws IOException {
        write("said.csv", "id,pot,jug\n2,0.75,0.25\n");
        assertThatThrownBy(() -> read("{image: '', targets: said.csv}"))
                .hasMessageContaining("said.csv is of labels [pot, jug], but the data set's are [cup, pot]");
        write("said.csv", "id,pot,cup\n9,0.75,0.25\n");
        assertThatThrownBy(() -> read("{image: '', targets: said.csv}"))
                .hasMessageContaining("says nothing of any row");
        write("said.csv", "id,pot,cup\n1,1.5,0.25\n");
        assertThatThrownBy(() -> read("{image: '', targets: said.csv}"))
                .hasMessageContaining("said.csv, row 1: a probability is from 0 to 1, not 1.5");
    }

    @Test
    void addsUnlabelledRowsOfWhichAModelWasSure() throws IOException {
        Files.createDirectories(folder.resolve("test"));
        for (String id : List.of("7", "8")) {
            write("test/" + id + ".jpg", "picture " + id);
        }
        write("said.csv", "id,pot,cup\n7,0.1,0.9\n8,0.4,0.6\n");

        var soft = read("{image: '', pseudo: {file: said.csv, images: 'test/{id}.jpg', minimum: 0.8, weight: 0.9}}");
        assertThat(soft.extra()).extracting(Row::id).containsExactly("pseudo/7");
        assertThat(soft.extra().get(0).target()).containsExactly(0.9f, 0.1f);
        assertThat(soft.extra().get(0).weight()).isEqualTo(0.9f);
        assertThat(soft.rows()).hasSize(3);

        var hard = read("{image: '', pseudo: {file: said.csv, images: 'test/{id}.jpg', kind: argmax}}");
        assertThat(hard.extra()).extracting(Row::label).containsExactly("cup", "cup");
        assertThat(hard.extra().get(0).target()).isNull();
        assertThat(hard.learnt(List.of(0, 2), false).size()).isEqualTo(4);
        assertThat(hard.learnt(List.of(0, 2), true).rows()).isEqualTo(hard.extra());
    }

    @Test
    void readsTheWordsOfUnlabelledRowsFromTheirTable() throws IOException {
        write("test.csv", "id,said\n7,seven\n");
        write("said.csv", "id,pot,cup\n7,0.1,0.9\n");

        var data = read("{image: '', text: said, pseudo: {file: said.csv, table: test.csv}}");

        assertThat(data.extra()).extracting(Row::words).containsExactly("seven");
    }

    private DataSet read(String keys) throws IOException {
        var data = StrictYaml.parse(keys, "recipe.yaml", DataKeys.class, List.of());
        return new DataSource(data, Task.SINGLE_LABEL, folder, folder.resolve("crops")).read();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }
}
