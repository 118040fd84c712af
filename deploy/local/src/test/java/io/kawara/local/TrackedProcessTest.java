package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackedProcessTest {
    /** A program that says it runs, and then waits; it does not end when asked to where it is told so. */
    static final class Waiting {
        public static void main(String... args) throws InterruptedException {
            if (args.length > 0) {
                Runtime.getRuntime().addShutdownHook(new Thread(Waiting::sleep));
            }
            System.out.println("runs with " + System.getenv("COLOUR"));
            Thread.sleep(60_000);
        }

        private static void sleep() {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @TempDir
    Path folder;

    @AfterEach
    void end() throws Exception {
        tracked().kill();
    }

    @Test
    void isFoundAgainByAnotherObject() throws Exception {
        ProcessHandle started = tracked().start(waiting(), Map.of());
        assertThat(tracked().find()).contains(started);
    }

    @Test
    void itsOutputAndEnvironmentAreWhatWasAskedFor() throws Exception {
        tracked().start(waiting(), Map.of("COLOUR", "green"));
        assertThat(awaitLog()).contains("runs with green");
    }

    @Test
    void stopsWhenAsked() throws Exception {
        ProcessHandle started = tracked().start(waiting(), Map.of());
        awaitLog();
        tracked().stop(Duration.ofSeconds(20));
        assertThat(started.isAlive()).isFalse();
        assertThat(tracked().find()).isEmpty();
        assertThat(folder.resolve("it.pid")).doesNotExist();
    }

    @Test
    void isEndedWhenItDoesNotStop() throws Exception {
        ProcessHandle started = tracked().start(waiting("stubborn"), Map.of());
        awaitLog();
        tracked().stop(Duration.ofMillis(200));
        assertThat(started.isAlive()).isFalse();
    }

    @Test
    void aStrangerUnderTheSamePidIsLeftAlone() throws Exception {
        ProcessHandle stranger = tracked().start(waiting(), Map.of());
        try {
            Files.writeString(folder.resolve("it.pid"), stranger.pid() + " 1000\n");
            assertThat(tracked().find()).isEmpty();
            tracked().stop(Duration.ofSeconds(1));
            tracked().kill();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void nothingIsFoundWhereNothingOrNonsenseIsWritten() throws Exception {
        assertThat(tracked().find()).isEmpty();
        Files.writeString(folder.resolve("it.pid"), "nonsense");
        assertThat(tracked().find()).isEmpty();
    }

    private TrackedProcess tracked() {
        return new TrackedProcess(folder.resolve("it.pid"), folder.resolve("it.log"));
    }

    private static List<String> waiting(String... arguments) {
        return JavaCommand.of(Waiting.class, arguments);
    }

    private String awaitLog() throws Exception {
        while (Files.readString(folder.resolve("it.log")).isEmpty()) {
            Thread.sleep(20);
        }
        return Files.readString(folder.resolve("it.log"));
    }
}
