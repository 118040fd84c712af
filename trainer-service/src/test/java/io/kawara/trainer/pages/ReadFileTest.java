package io.kawara.trainer.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadFileTest {
    @TempDir
    Path folder;

    private static ReadFile.Line page(String name) {
        return new ReadFile.Line(
                name,
                new PageSize(100, 200),
                List.of(new ReadFile.Reader(
                        "crops",
                        List.of(CharacterBox.found(0.5, 1, 2, 3, 4).read("U+3042", 0.75)),
                        Candidates.of(7, List.of(new Candidates.Box(Map.of("U+3042", -0.5), -4))))));
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Path one = folder.resolve("one.jsonl");
        Path other = folder.resolve("other.jsonl");
        ReadFile.append(one, page("a"));
        ReadFile.append(one, page("b"));
        ReadFile.append(other, page("c"));

        assertThat(ReadFile.read(List.of(one, other))).containsExactly(page("a"), page("b"), page("c"));
        assertThat(ReadFile.read(List.of(one))
                        .get(0)
                        .readers()
                        .get(0)
                        .characters()
                        .get(0)
                        .found())
                .isEqualTo(0.5);
    }

    @Test
    void aBrokenLineIsNamed() throws Exception {
        Path file = folder.resolve("pages.jsonl");
        ReadFile.append(file, page("a"));
        ReadFile.append(file, page("a"));
        assertThatThrownBy(() -> ReadFile.read(List.of(file)))
                .hasMessageContaining("pages.jsonl:2")
                .hasMessageContaining("twice");

        Files.writeString(folder.resolve("half.jsonl"), "{\"image\": \"a\"}\n", StandardOpenOption.CREATE);
        assertThatThrownBy(() -> ReadFile.read(List.of(folder.resolve("half.jsonl"))))
                .hasMessageContaining("half.jsonl:1")
                .hasMessageContaining("'page'");
    }
}
