package io.kawara.trainer.pages;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Files beside the repository. */
final class SharedFiles {
    /** A file of the folder {@code shared}; without it the test is skipped. */
    static Path find(String file) {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            if (Files.exists(up.resolve("shared").resolve(file))) {
                return up.resolve("shared").resolve(file);
            }
        }
        return Assumptions.abort("the shared file " + file + " is not here");
    }

    private SharedFiles() {}
}
