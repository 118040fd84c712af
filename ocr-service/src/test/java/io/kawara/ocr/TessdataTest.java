package io.kawara.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TessdataTest {
    @TempDir
    Path folder;

    @Test
    void isFoundBelowThePrefixToo() throws IOException {
        Path below = Files.createDirectory(folder.resolve("tessdata"));
        Files.createFile(below.resolve("eng.traineddata"));
        Tessdata tessdata = Tessdata.find(Optional.empty(), Optional.of(folder.toString()));
        assertThat(tessdata.folder()).isEqualTo(below);
        assertThat(tessdata.languages()).containsExactly("eng");
    }

    @Test
    void isNotSoughtElsewhereThanConfigured() {
        assertThatThrownBy(() -> Tessdata.find(Optional.of(folder), Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("kawara.ocr.tessdata names " + folder + ", which holds no *.traineddata");
    }

    @Test
    void refusesDataThatIsNone() throws IOException {
        Files.writeString(folder.resolve("eng.traineddata"), "not a model");
        Tessdata tessdata = Tessdata.find(Optional.of(folder), Optional.empty());
        assertThatThrownBy(() -> new Tesseract(tessdata, java.util.List.of("eng")).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not accept its language data [eng]");
    }
}
