package io.kawara.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class RecipePageTest {
    @Test
    void thePageOfRecipesSaysWhatTheSourcesSay() throws IOException {
        String page = Files.readString(RecipePage.FILE);
        assertThat(page)
                .as("docs/recipes.md: run RecipePage's main to write it anew")
                .isEqualTo(new RecipePage().text());
    }

    @Test
    void everyKeyIsExplained() throws IOException {
        assertThat(new RecipePage().text().lines().filter(line -> line.startsWith("| `") && line.endsWith("|  |")))
                .isEmpty();
    }
}
