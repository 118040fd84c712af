package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class KawaraTest {
    @TempDir
    Path folder;

    private final StringWriter errors = new StringWriter();
    private CommandLine kawara;

    @BeforeEach
    void setUp() {
        kawara = Kawara.commandLine().setErr(new PrintWriter(errors, true)).setOut(new PrintWriter(errors, true));
    }

    private int run(String... arguments) {
        return kawara.execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"send photo.jpg", "inspect 0-0", "models", "models rollback m", "pipelines list"})
    void whatNeedsAStackSaysInOneSentenceThatNoneRuns(String command) {
        int code = run((command + " --folder " + folder).split(" ", -1));
        assertThat(code).isEqualTo(1);
        assertThat(errors.toString().strip())
                .isEqualTo("Kawara does not run in " + folder + ": ./kawara up starts it.");
    }

    @Test
    void verboseShowsWhereAnErrorComesFrom() {
        assertThat(run("inspect", "0-0", "--verbose", "--folder", folder.toString()))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("at io.kawara.local.InspectCommand");
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "dance", "models promote m", "up --port many", "inspect", "logs gateways"})
    void whatIsNotUnderstoodEndsWithTwoAndTheUsage(String command) {
        assertThat(run(command.split(" ", -1))).isEqualTo(2);
        assertThat(errors.toString()).contains("Usage: kawara");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"up", "down", "status", "logs", "send", "inspect", "models", "pipelines", "models rollback"})
    void everyCommandExplainsItself(String command) {
        assertThat(run((command + " --help").split(" ", -1))).isZero();
        assertThat(errors.toString()).startsWith("Usage: kawara " + command);
    }

    @Test
    void downIsHarmlessWhereNothingRuns() {
        assertThat(run("down", "--folder", folder.toString())).isZero();
        assertThat(run("status", "--folder", folder.toString())).isEqualTo(3);
    }
}
