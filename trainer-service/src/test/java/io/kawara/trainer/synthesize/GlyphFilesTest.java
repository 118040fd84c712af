package io.kawara.trainer.synthesize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlyphFilesTest {
    private static final Glyphs GLYPHS = DrawnGlyphs.of(3);

    @TempDir
    Path folder;

    @Test
    void readsIdxWhetherItsLettersCountFromZeroOrOne() throws IOException {
        assertThat(same(GlyphFiles.read(idx("zero", 0)), GLYPHS)).isTrue();
        assertThat(same(GlyphFiles.read(idx("one", 1)), GLYPHS)).isTrue();
    }

    @Test
    void readsBothTablesOfTheCompetition() throws IOException {
        assertThat(same(GlyphFiles.read(table("test.csv", "id,letter", "%d,%s")), GLYPHS))
                .isTrue();
        assertThat(same(GlyphFiles.read(table("train.csv", "id,digit,letter", "%d,5,%s")), GLYPHS))
                .isTrue();
    }

    @Test
    void readsAFolderForEachLetterAndInvertsInkOnPaper() throws IOException {
        for (int letter = 0; letter < Glyphs.LETTERS; letter++) {
            var of = Files.createDirectory(folder.resolve(Glyphs.names().get(letter)));
            for (int i = 0; i < GLYPHS.of(letter).size(); i++) {
                var image = new BufferedImage(Glyphs.SIDE, Glyphs.SIDE, BufferedImage.TYPE_BYTE_GRAY);
                for (int at = 0; at < Glyphs.SIDE * Glyphs.SIDE; at++) {
                    int level = GLYPHS.of(letter).get(i)[at] & 255;
                    image.getRaster().setSample(at % Glyphs.SIDE, at / Glyphs.SIDE, 0, i == 0 ? 255 - level : level);
                }
                ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
            }
        }

        assertThat(same(GlyphFiles.read(folder), GLYPHS)).isTrue();
    }

    @Test
    void trainingAndUnseenGlyphsShareNone() throws IOException {
        // A fourth glyph that repeats the first would else stand on the other side.
        var lines = new ArrayList<>(Files.readAllLines(table("twice.csv", "id,letter", "%d,%s")));
        lines.addAll(lines.subList(1, 1 + 3 * Glyphs.LETTERS));
        var all = GlyphFiles.read(Files.write(folder.resolve("twice.csv"), lines));
        var training = all.training(0.3);
        var unseen = all.unseen(0.3);

        assertThat(all.size()).isEqualTo(3 * Glyphs.LETTERS);
        assertThat(training.size()).isEqualTo(2 * Glyphs.LETTERS);
        assertThat(unseen.size()).isEqualTo(Glyphs.LETTERS);
        for (int letter = 0; letter < Glyphs.LETTERS; letter++) {
            for (byte[] glyph : unseen.of(letter)) {
                assertThat(training.of(letter)).noneMatch(other -> Arrays.equals(other, glyph));
            }
        }
    }

    @Test
    void namesTheFileAndTheLineOfWhatIsNoGlyph() throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(table("bad.csv", "id,letter", "%d,%s")));
        lines.set(2, lines.get(2).replaceFirst(",[A-Z],", ",7,"));
        var bad = Files.write(folder.resolve("bad.csv"), lines);
        var lonely = Files.createFile(folder.resolve("lonely-images-idx3-ubyte"));

        assertThatThrownBy(() -> GlyphFiles.read(bad))
                .hasMessageContaining("bad.csv:3")
                .hasMessageContaining("'7'");
        assertThatThrownBy(() -> GlyphFiles.read(lonely)).hasMessageContaining("labels-idx1");
        assertThatThrownBy(() -> GlyphFiles.read(folder.resolve("none.csv"))).hasMessageContaining("none.csv");
    }

    private Path idx(String name, int a) throws IOException {
        var images = folder.resolve(name + "-images-idx3-ubyte.gz");
        var labels = folder.resolve(name + "-labels-idx1-ubyte.gz");
        try (var pixels = out(images);
                var letters = out(labels)) {
            pixels.writeInt(0x803);
            pixels.writeInt(GLYPHS.size());
            pixels.writeInt(Glyphs.SIDE);
            pixels.writeInt(Glyphs.SIDE);
            letters.writeInt(0x801);
            letters.writeInt(GLYPHS.size());
            for (int letter = 0; letter < Glyphs.LETTERS; letter++) {
                for (byte[] glyph : GLYPHS.of(letter)) {
                    pixels.write(glyph);
                    letters.write(letter + a);
                }
            }
        }
        return images;
    }

    private static DataOutputStream out(Path file) throws IOException {
        return new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
    }

    private Path table(String name, String header, String start) throws IOException {
        var text = new StringBuilder(header);
        for (int i = 0; i < Glyphs.SIDE * Glyphs.SIDE; i++) {
            text.append(',').append(i);
        }
        int id = 0;
        for (int letter = 0; letter < Glyphs.LETTERS; letter++) {
            for (byte[] glyph : GLYPHS.of(letter)) {
                text.append('\n').append(start.formatted(id++, (char) ('A' + letter)));
                for (byte pixel : glyph) {
                    text.append(',').append(pixel & 255);
                }
            }
        }
        return Files.writeString(folder.resolve(name), text.append('\n'), UTF_8);
    }

    private static boolean same(Glyphs read, Glyphs written) {
        return read.size() == written.size()
                && List.of(0, 1, 25).stream()
                        .allMatch(letter -> Arrays.deepEquals(
                                read.of(letter).toArray(), written.of(letter).toArray()));
    }
}
