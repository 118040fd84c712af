package io.kawara.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Task;
import io.kawara.trainer.recipe.DataKeys;
import io.kawara.trainer.recipe.StrictYaml;
import io.kawara.vision.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    @TempDir
    Path folder;

    @Test
    void readsTheLabelsOfAColumnForEach() throws IOException {
        write("labels.csv", "index,a,b,c\n0,1,0,1\n1,0,0,0\n2,0,1,0\n");

        var data = read("{id: index, image: '', labels: a..c}", Task.MULTI_LABEL);

        assertThat(data.labels()).containsExactly("a", "b", "c");
        assertThat(data.truth())
                .isDeepEqualTo(new boolean[][] {{true, false, true}, {false, false, false}, {false, true, false}});
    }

    @Test
    void readsSeveralLabelsOfOneColumn() throws IOException {
        write("labels.csv", "id,label\n1,cup pot\n2,a jug|cup\n3,\n");

        var data = read("{image: ''}", Task.MULTI_LABEL);

        assertThat(data.rows().get(0).labels()).containsExactly("cup", "pot");
        assertThat(data.rows().get(1).labels()).containsExactly("a jug", "cup");
        assertThat(data.rows().get(2).labels()).isEmpty();
    }

    @Test
    void namesTheCellAndTheLabelThatDoNotFit() throws IOException {
        write("labels.csv", "id,a,b\n1,1,2\n");
        assertThatThrownBy(() -> read("{image: '', labels: [a, b]}", Task.MULTI_LABEL))
                .hasMessageContaining("labels.csv, row 1: 'b' is 0 or 1, not '2'");
        assertThatThrownBy(() -> read("{image: '', labels: [a, b, c]}", Task.MULTI_LABEL))
                .hasMessageContaining("no column for 'data.labels' [c]");
        write("labels.csv", "id,label\n1,cup\n2,jug\n3,\n");
        assertThatThrownBy(() -> read("{image: '', labels: [cup, pot]}", Task.SINGLE_LABEL))
                .hasMessageContaining("labels.csv, row 3: no label in column 'label'");
    }

    @Test
    void readsJsonLines() throws IOException {
        write("labels.jsonl", """
                {"id": 7, "label": ["a jug"], "said": "one \\"two\\"", "much": 0.5}

                {"id": 8, "label": ["cup", "pot"], "much": 2}
                """);

        var data = read("{format: json-lines, image: '', text: said, weight: much}", Task.MULTI_LABEL);

        assertThat(data.rows().get(0).labels()).containsExactly("a jug");
        assertThat(data.words()).containsExactly("one \"two\"", "");
        assertThat(data.rows()).extracting(Row::weight).containsExactly(0.5f, 2f);
        write("labels.jsonl", "{\"id\": 1}\n{\"id\": \n");
        assertThatThrownBy(() -> read("{format: json-lines, image: ''}", Task.SINGLE_LABEL))
                .hasMessageContaining("labels.jsonl:2: not JSON");
    }

    @Test
    void readsATableOfTabsWithoutPicturesIdsOrQuotes() throws IOException {
        write("train.tsv", "label\ttext\ngame\t\"half a quote\nnews\tplain, with a comma\n");

        var data = read("{file: train.tsv, id: '', image: '', text: text}", Task.SINGLE_LABEL);

        assertThat(data.rows()).extracting(Row::id).containsExactly("1", "2");
        assertThat(data.words()).containsExactly("\"half a quote", "plain, with a comma");
        assertThat(data.rows().get(0).image()).isNull();
    }

    @Test
    void readsMnistsFilesGzippedOrNot() throws IOException {
        var images = ByteBuffer.allocate(16 + 2 * 6)
                .putInt(0x803)
                .putInt(2)
                .putInt(2)
                .putInt(3);
        images.put(new byte[] {0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, (byte) 255});
        var labels = ByteBuffer.allocate(10).putInt(0x801).putInt(2).put(new byte[] {1, 0});
        Files.write(folder.resolve("train-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), gzipped(labels.array()));

        var data = read("{format: idx, labels: [zero, one]}", Task.SINGLE_LABEL);

        assertThat(data.rows()).extracting(Row::label).containsExactly("one", "zero");
        try (var picture = data.rows().get(1).image().decoded();
                var grey = picture.toGray()) {
            var pixels = ByteBuffer.allocate(6);
            grey.copyTo(pixels);
            assertThat(pixels.array()).containsExactly(10, 11, 12, 13, 14, 255);
            assertThat(picture.width()).isEqualTo(3);
        }
        assertThat(data.rows().get(0).image().sha256())
                .isNotEqualTo(data.rows().get(1).image().sha256());
    }

    @Test
    void refusesADamagedIdxFile() throws IOException {
        write("train-images-idx3-ubyte", "no idx file");
        write("train-labels-idx1-ubyte", "");
        assertThatThrownBy(() -> read("{format: idx}", Task.SINGLE_LABEL))
                .hasMessageContaining("train-images-idx3-ubyte is no idx file");
        Files.write(
                folder.resolve("train-images-idx3-ubyte"),
                ByteBuffer.allocate(18)
                        .putInt(0x803)
                        .putInt(2)
                        .putInt(2)
                        .putInt(3)
                        .array());
        assertThatThrownBy(() -> read("{format: idx}", Task.SINGLE_LABEL))
                .hasMessageContaining("ends early: 2 of 12 bytes");
    }

    @Test
    void cutsBoxesOutOfPagesWithALittleAroundThem() throws IOException {
        page("book1_p1", 100, 80);
        page("book2_p1", 100, 80);
        // 5 % of 50 is 2.5, which rounds to the even 2; the second box is clipped at the page's corner.
        write(
                "train.csv",
                "image_id,labels\nbook1_p1,U+306F 20 10 50 30 U+306E 0 0 40 60\nbook2_p1,U+306E 60 40 40 40\nbook3_p1,\n");
        page("book3_p1", 10, 10);

        var data = read(
                "{format: boxes, image: '{image_id}.png', group: image_id, groupPattern: '^[^_]+'}", Task.SINGLE_LABEL);

        assertThat(data.rows()).extracting(Row::id).containsExactly("book1_p1_0", "book1_p1_1", "book2_p1_0");
        assertThat(data.rows()).extracting(Row::label).containsExactly("U+306F", "U+306E", "U+306E");
        assertThat(data.rows()).extracting(Row::group).containsExactly("book1", "book1", "book2");
        try (var first = data.rows().get(0).image().decoded();
                var second = data.rows().get(1).image().decoded()) {
            assertThat(List.of(first.width(), first.height())).containsExactly(54, 34); // 30 * 0.05 = 1.5 rounds to 2
            assertThat(List.of(second.width(), second.height())).containsExactly(42, 63);
        }
    }

    @Test
    void readsOneBoxARowAndCutsAgainWhenThePageChanges() throws IOException {
        page("p1", 40, 40);
        write("boxes.csv", "page,unicode,x,y,w,h\np1,A,0,0,10,10\np1,B,10,10,20,20\n");
        String keys =
                "{format: boxes, file: boxes.csv, id: page, label: unicode, image: '{page}.png', crop: {padding: 0}}";

        String before = read(keys, Task.SINGLE_LABEL).manifestHash();
        assertThat(read(keys, Task.SINGLE_LABEL).manifestHash()).isEqualTo(before);
        page("p1", 41, 40);
        assertThat(read(keys, Task.SINGLE_LABEL).manifestHash()).isNotEqualTo(before);
        write("boxes.csv", "page,unicode,x,y,w,h\np1,A,0,0,10,10\np1,B,60,10,20,20\n");
        assertThatThrownBy(() -> read(keys, Task.SINGLE_LABEL))
                .hasMessageContaining("page p1")
                .hasMessageContaining("outside");
    }

    @Test
    void learnsFromFurtherFoldersAndMeasuresNothingOnThem() throws IOException {
        // Given: pages of a second folder whose ids are those of the first
        page("p1", 40, 40);
        page("more/p1", 30, 30);
        write("train.csv", "image_id,labels\np1,A 0 0 10 10 B 10 10 20 20\n");
        write("more/train.csv", "image_id,labels\np1,B 0 0 9 9 C 0 0 5 5\n");

        var data = read("{format: boxes, image: '{image_id}.png', also: [more]}", Task.SINGLE_LABEL);

        assertThat(data.labels()).containsExactly("A", "B", "C");
        assertThat(data.rows()).extracting(Row::id).containsExactly("p1_0", "p1_1");
        assertThat(data.learnt(List.of(1), false).rows())
                .extracting(Row::id)
                .containsExactly("p1_1", "more/p1_0", "more/p1_1");
        assertThat(data.extra().get(1).group()).isEqualTo("more/p1");
        assertThatThrownBy(() -> read("{format: boxes, image: '{image_id}.png', also: [none]}", Task.SINGLE_LABEL))
                .hasMessageContaining("'data.also'");
    }

    @Test
    void cutsByTheMeanSideAndCleansPages() throws IOException {
        page("p1", 80, 80);
        write("train.csv", "image_id,labels\np1,A 20 20 20 30 B 30 30 10 10\n");

        var plain = read("{format: boxes, image: '{image_id}.png', crop: {padding: 0.1, of: mean-side}}");
        var clean = read("{format: boxes, image: '{image_id}.png', crop: {padding: 0.1, of: mean-side, clean: true}}");

        try (var crop = plain.rows().get(0).image().decoded()) {
            assertThat(List.of(crop.width(), crop.height())).containsExactly(24, 34); // 2.5 rounds to 2
        }
        assertThat(clean.rows().get(0).image().sha256())
                .isNotEqualTo(plain.rows().get(0).image().sha256());
    }

    private DataSet read(String keys) throws IOException {
        return read(keys, Task.SINGLE_LABEL);
    }

    private void page(String name, int width, int height) throws IOException {
        var pixels = new byte[width * height * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 31 % 251 + name.hashCode());
        }
        try (var image = Image.of(width, height, 3, pixels)) {
            Path file = folder.resolve(name + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, image.toPng());
        }
    }

    private DataSet read(String keys, Task task) throws IOException {
        var data = StrictYaml.parse(keys, "recipe.yaml", DataKeys.class, List.of());
        return new DataSource(data, task, folder, folder.resolve("crops")).read();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
