package io.kawara.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantsTest {
    @TempDir
    Path folder;

    sealed interface Shape permits SmallCircle, Box {}

    record SmallCircle(@Default("1") double radius) implements Shape {}

    record Box(double width, double height) implements Shape {}

    record Drawing(
            List<Shape> shapes, @Default("null") @FromFile Box frame) {}

    @Test
    void readsARecordByItsKind() throws IOException {
        assertThat(read("shapes: [{kind: small-circle}, {kind: box, width: 2, height: 3}]")
                        .shapes())
                .containsExactly(new SmallCircle(1), new Box(2, 3));
    }

    @Test
    void namesTheKindThatIsMissingOrMisspelt() {
        assertThatThrownBy(() -> read("shapes:\n  - {radius: 2}"))
                .hasMessageContaining("drawing.yaml:2: the key 'shapes.kind' is missing: one of small-circle, box");
        assertThatThrownBy(() -> read("shapes:\n  - {kind: bocks}"))
                .hasMessageContaining("drawing.yaml:2: there is no kind 'bocks' of 'shapes'; did you mean 'box'?");
    }

    @Test
    void namesAKeyByItsKind() {
        assertThatThrownBy(() -> read("shapes: [{kind: small-circle, radios: 2}]"))
                .hasMessageContaining("there is no key 'shapes.small-circle.radios'; did you mean"
                        + " 'shapes.small-circle.radius'?");
        assertThatThrownBy(() -> read("shapes: [{kind: box, width: 1}]"))
                .hasMessageContaining("drawing.yaml:1: the key 'shapes.box.height' is missing");
    }

    @Test
    void readsASectionFromAFileOfItsOwn() throws IOException {
        Files.writeString(folder.resolve("frame.json"), "{\"width\": 4,\n \"height\": 5}");

        assertThat(read("{shapes: [], frame: frame.json}").frame()).isEqualTo(new Box(4, 5));
        assertThat(read("{shapes: [], frame: {width: 1, height: 1}}").frame()).isEqualTo(new Box(1, 1));
        assertThat(read("{shapes: []}").frame()).isNull();
    }

    @Test
    void namesTheOtherFileAndItsLine() throws IOException {
        Files.writeString(folder.resolve("frame.json"), "{\"width\": 4,\n \"heigth\": 5}");

        assertThatThrownBy(() -> read("{shapes: [], frame: frame.json}"))
                .hasMessageContaining("frame.json:2: there is no key 'heigth'");
        assertThatThrownBy(() -> read("{shapes: [], frame: none.json}"))
                .hasMessageContaining("drawing.yaml:1: 'frame' names a file that cannot be read")
                .hasMessageContaining("none.json");
    }

    private Drawing read(String yaml) throws IOException {
        return StrictYaml.read(Files.writeString(folder.resolve("drawing.yaml"), yaml), Drawing.class, List.of());
    }
}
