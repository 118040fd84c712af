package io.kawara.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoreTest {
    private static final String HASH_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    @Test
    void keepsContentUnderItsHash() throws Exception {
        var store = new BlobStore(folder);

        assertThat(store.put("abc".getBytes(UTF_8))).isEqualTo(HASH_OF_ABC);

        assertThat(folder.resolve("ba").resolve(HASH_OF_ABC)).hasContent("abc");
        assertThat(store.find(HASH_OF_ABC)).contains(folder.resolve("ba").resolve(HASH_OF_ABC));
        assertThat(store.read(HASH_OF_ABC)).asString(UTF_8).isEqualTo("abc");
    }

    @Test
    void keepsTheSameContentOnceAndNothingBesideIt() throws Exception {
        var store = new BlobStore(folder.resolve("blobs"));
        Path file = Files.writeString(folder.resolve("file"), "abc");
        store.put(file);
        store.put(file);
        try (var files = Files.walk(folder.resolve("blobs"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void refusesDamagedContent() throws Exception {
        var store = new BlobStore(folder);
        store.put("abc".getBytes(UTF_8));
        Files.writeString(store.find(HASH_OF_ABC).orElseThrow(), "abd");
        assertThatThrownBy(() -> store.read(HASH_OF_ABC))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void findsNothingOutsideItsFolder() {
        assertThatThrownBy(() -> new BlobStore(folder).find("../secret")).isInstanceOf(IllegalArgumentException.class);
    }
}
