package io.kawara.trainer.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFontsTest {
    @TempDir
    Path folder;

    @Test
    void saysWhichPackagesToInstallWhereNoFontHasKana() {
        assertThatThrownBy(() -> PageFonts.below(folder))
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("apt-get install fonts-kouzan-mouhitsu")
                .hasMessageContaining("--fonts");
    }

    @Test
    void namesTheFolderOfAFileThatIsNoFont() throws IOException {
        Files.writeString(folder.resolve("letters.ttf"), "not a font");

        assertThatThrownBy(() -> PageFonts.below(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void refusesKeysOutsideTheirRange() {
        assertThatThrownBy(() -> new PageKeys(
                        List.of(1200, 800), 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, List.of(60, 92)))
                .hasMessageContaining("'height'");
        assertThatThrownBy(() -> new PageKeys(
                        List.of(800, 1200), 5, 0, 0, 0, 1.5, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, List.of(60, 92)))
                .hasMessageContaining("'empty'");
    }

    @Test
    void countsPagesAsBooksDo() {
        assertThat(List.of(Text.number(3), Text.number(10), Text.number(12), Text.number(20), Text.number(47)))
                .containsExactly("三", "十", "十二", "二十", "四十七");
    }
}
