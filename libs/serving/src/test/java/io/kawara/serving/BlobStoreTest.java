package io.kawara.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoreTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    private BlobStore blobs;

    @BeforeEach
    void open() {
        blobs = new BlobStore(folder);
    }

    @Test
    void keepsContentUnderItsHash() throws Exception {
        assertThat(blobs.put("abc".getBytes(UTF_8))).isEqualTo(ABC);
        assertThat(folder.resolve("ba").resolve(ABC)).hasContent("abc");
        assertThat(blobs.read(ABC, 3)).asString().isEqualTo("abc");
    }

    @Test
    void storesFilesAlikeAndLeavesNoParts() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "abc");

        assertThat(blobs.put(file)).isEqualTo(ABC);
        assertThat(blobs.put(file)).isEqualTo(ABC);
        try (var files = Files.list(folder.resolve("ba"))) {
            assertThat(files).containsExactly(folder.resolve("ba").resolve(ABC));
        }
    }

    @Test
    void refusesADamagedBlobAndMendsItWhenItIsStoredAgain() throws Exception {
        blobs.put("abc".getBytes(UTF_8));
        Files.writeString(blobs.path(ABC), "abd");

        assertThatThrownBy(() -> blobs.read(ABC, 100)).hasMessageContaining("damaged or was exchanged");
        assertThat(blobs.holds(ABC)).isFalse();

        blobs.put("abc".getBytes(UTF_8));
        assertThat(blobs.read(ABC, 100)).asString().isEqualTo("abc");
    }

    @Test
    void refusesMoreThanAskedFor() throws Exception {
        blobs.put("abc".getBytes(UTF_8));

        assertThatThrownBy(() -> blobs.read(ABC, 2)).hasMessageContaining("more than 2 bytes");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> blobs.read(ABC, 2)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> blobs.path("../../etc/passwd")).hasMessageContaining("not a sha256");
    }
}
