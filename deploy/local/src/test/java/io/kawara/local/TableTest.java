package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsColumnsByTheirWidestCell() {
        var table = new Table("NAME", ">PORT", "READY");
        table.row("gateway", 8080, "yes");
        table.row("ocr", null, "no");
        assertThat(table.lines())
                .containsExactly(
                        "NAME     PORT  READY", //
                        "gateway  8080  yes",
                        "ocr         -  no");
    }

    @Test
    void countsTwoCellsForAnEastAsianCharacter() {
        var table = new Table("TEXT", "NEXT");
        table.row("瓦版", "x");
        table.row("tiles", "y");
        assertThat(table.lines()).containsExactly("TEXT   NEXT", "瓦版   x", "tiles  y");
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(Table.cut("short", 5)).isEqualTo("short");
        assertThat(Table.cut("longer", 5)).isEqualTo("long…");
        assertThat(Table.cut("瓦版瓦版", 5)).isEqualTo("瓦版…");
    }
}
