package io.kawara.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script {@code kawara} does before it hands over. */
class ScriptTest {
    private static final Path SCRIPT = Path.of("../../kawara").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private record Run(int code, String output) {}

    private Run run(Path script, String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(java.util.List.of(script.toString()));
        command.addAll(java.util.List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        return new Run(process.waitFor(), new String(process.getInputStream().readAllBytes(), UTF_8));
    }

    @Test
    void explainsItselfFromAnyFolderAndThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("kawara"), SCRIPT);
        assertThat(run(SCRIPT)).isEqualTo(run(link, "help"));
        assertThat(run(SCRIPT).code()).isZero();
        assertThat(run(SCRIPT).output()).contains("./kawara up");
    }

    @Test
    void anUnknownCommandIsNamed() throws Exception {
        Run run = run(SCRIPT, "dance");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).endsWith("There is no command 'dance'.\n");
    }
}
