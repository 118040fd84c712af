package io.kawara.trainer.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Picture;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.snapshot.SampleCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DealtProductsTest {
    @TempDir
    Path folder;

    /** So many of each class, and one whose picture is another's. */
    private DataSet products(int each) throws Exception {
        var rows = new ArrayList<Row>();
        for (String label : List.of("day", "night")) {
            for (int i = 0; i < each; i++) {
                rows.add(row(label + i, label, SampleCatalogue.picture(label, (label + i).hashCode())));
            }
        }
        rows.add(row("twin", "day", SampleCatalogue.picture("day", "day0".hashCode())));
        return DataSet.of("products", rows);
    }

    private Row row(String id, String label, byte[] picture) throws Exception {
        Path file = Files.write(folder.resolve(id + ".png"), picture);
        return new Row(id, Picture.of(file), Set.of(label), Map.of(), id);
    }

    @Test
    void everyPartHasItsShareOfEachClassAndTheSameSeedDealsTheSame() throws Exception {
        var products = products(10);
        var dealt = DealtProducts.deal(products, 8, 6, 1);

        assertThat(dealt.golden())
                .hasSize(8)
                .filteredOn(row -> row.label().equals("day"))
                .hasSize(4);
        assertThat(dealt.labelled())
                .hasSize(6)
                .filteredOn(row -> row.label().equals("day"))
                .hasSize(3);
        assertThat(dealt.stream()).hasSize(6);
        assertThat(DealtProducts.deal(products, 8, 6, 1).golden()).isEqualTo(dealt.golden());
        assertThat(DealtProducts.deal(products, 8, 6, 2).golden()).isNotEqualTo(dealt.golden());
    }

    @Test
    void ofTwoThatLookTheSameOneIsLeftOut() throws Exception {
        var dealt = DealtProducts.deal(products(10), 8, 6, 1);

        var all = new ArrayList<>(dealt.golden());
        all.addAll(dealt.labelled());
        all.addAll(dealt.stream());
        assertThat(all).extracting(Row::id).hasSize(20).doesNotHaveDuplicates().doesNotContain("twin");
    }

    @Test
    void withoutAStreamThereIsNothingToShow() throws Exception {
        var products = products(4);

        assertThatThrownBy(() -> DealtProducts.deal(products, 6, 6, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none is left for the stream");
    }
}
