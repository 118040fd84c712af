package io.kawara.trainer.importing;

import java.nio.file.Path;

/** What is not brought in, and why; {@code line} is 0 where there are no lines. */
public record Refused(Path file, int line, String reason) {
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + reason;
    }
}
