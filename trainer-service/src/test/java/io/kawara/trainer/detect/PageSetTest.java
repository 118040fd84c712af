package io.kawara.trainer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.trainer.recipe.DetectorRecipe;
import io.kawara.trainer.recipe.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageSetTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void draw() throws IOException {
        DrawnPages.write(folder, 3);
        DrawnPages.write(folder.resolve("drawn"), 2);
    }

    @Test
    void tablesAreMeasuredOrOnlyLearntFrom() throws IOException {
        var pages = read("[{group: prefix}, {folder: drawn, measured: false}]");
        assertThat(pages.measured()).extracting(page -> page.page().group()).containsExactly("book", "book", "book");
        assertThat(pages.others()).hasSize(2);
        assertThat(pages.rows().rows()).extracting("id").containsExactly("book0_00", "book0_02", "book1_01");
    }

    @Test
    void anImageWithoutALineIsIgnoredUnlessItIsSaidToBeEmpty() throws IOException {
        Files.copy(folder.resolve("images/book0_00.png"), folder.resolve("images/blank.png"));
        assertThat(read("[{}]").measured()).hasSize(3);
        var pages = read("[{unlisted: empty}]").measured();
        assertThat(pages).hasSize(4);
        assertThat(pages.get(0).page().id()).isEqualTo("blank");
        assertThat(pages.get(0).page().characters()).isEmpty();
    }

    @Test
    void theHashChangesWithABoxAndNotWithTheFolder() throws IOException {
        var hash = PageSet.hash(read("[{}]").measured());
        assertThat(PageSet.hash(read("[{folder: drawn}]").measured()))
                .isEqualTo(PageSet.hash(read("[{}]").measured().stream()
                        .filter(page -> !page.page().id().equals("book0_02"))
                        .toList()));
        var table = folder.resolve("train.csv");
        Files.writeString(table, Files.readString(table).replaceFirst("U\\+306F (\\d+)", "U+306F 1"));
        assertThat(PageSet.hash(read("[{}]").measured())).isNotEqualTo(hash);
    }

    @Test
    void whatCannotBeLearntFromIsNamed() throws IOException {
        assertThatThrownBy(() -> read("[{folder: nowhere}]")).hasMessageContaining("there is no table");
        assertThatThrownBy(() -> read("[{}, {folder: drawn}]")).hasMessageContaining("in two tables");
        Files.delete(folder.resolve("images/book1_01.png"));
        assertThatThrownBy(() -> read("[{}]")).hasMessageContaining("page book1_01 has no image");
        Files.writeString(folder.resolve("train.csv"), "image_id,labels\nbook0_00,U+306F 3 4\n");
        assertThatThrownBy(() -> read("[{}]")).hasMessageContaining("points, not boxes");
    }

    @Test
    void whatMovesCharactersIsNoAugmentationOfADetector() {
        assertThatThrownBy(() -> read("[{}], augment: [{kind: rotate90}]"))
                .hasMessageContaining("leaves every character where it is: not rotate90");
        assertThatThrownBy(() -> read("[{measured: false}]")).hasMessageContaining("'measured'");
    }

    private PageSet read(String pages) throws IOException {
        var recipe = StrictYaml.parse(
                "{name: n, pages: " + pages + ", train: {epochs: 1, batchSize: 1}}",
                "test",
                DetectorRecipe.class,
                List.of());
        return PageSet.read(recipe, folder);
    }
}
