package io.kawara.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that outlives whoever started it and is found again through a file with its pid and start time.
 *
 * <p>A process of another start time under the same pid is a stranger's: it is never touched.
 */
final class TrackedProcess {
    /** A start time is told in hundredths of a second since a boot time that clocks shift a little. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /** Fields of {@code /proc/PID/stat} after the program's name. */
    private static final int STATE = 0;

    private static final int THREADS = 17;

    private final Path file;
    private final Path log;

    TrackedProcess(Path file, Path log) {
        this.file = file;
        this.log = log;
    }

    /** Starts {@code command}, with its output at the end of the log. */
    ProcessHandle start(List<String> command, Map<String, String> environment) throws IOException {
        Files.createDirectories(file.getParent());
        Files.createDirectories(log.getParent());
        var builder = new ProcessBuilder(detached(command))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        ProcessHandle process = builder.start().toHandle();
        Files.writeString(file, process.pid() + " " + startOf(process).toEpochMilli() + "\n");
        return process;
    }

    /** A session of its own: the terminal's Ctrl-C and its end do not reach it. The pid stays the same. */
    private static List<String> detached(List<String> command) {
        if (!Files.isExecutable(SETSID)) {
            return command;
        }
        var detached = new java.util.ArrayList<>(List.of(SETSID.toString()));
        detached.addAll(command);
        return detached;
    }

    /** The process, if it still runs. */
    Optional<ProcessHandle> find() {
        try {
            String[] written = Files.readString(file).strip().split(" ", 2);
            Instant start = Instant.ofEpochMilli(Long.parseLong(written[1]));
            return ProcessHandle.of(Long.parseLong(written[0]))
                    .filter(TrackedProcess::runs)
                    .filter(process ->
                            Duration.between(start, startOf(process)).abs().compareTo(SAME_START) < 0);
        } catch (NumberFormatException | IndexOutOfBoundsException | java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Asks the process to end; if it has not after {@code grace}, ends it. */
    void stop(Duration grace) throws InterruptedException, IOException {
        var process = find().orElse(null);
        if (process != null && process.destroy() && !ended(process, grace)) {
            kill();
        }
        Files.deleteIfExists(file);
    }

    /** Ends the process at once (SIGKILL) and returns when it is gone. */
    void kill() throws InterruptedException, IOException {
        var process = find().orElse(null);
        if (process != null && process.destroyForcibly() && !ended(process, Duration.ofSeconds(10))) {
            throw new IllegalStateException("The process " + process.pid() + " does not end: see " + log + ".");
        }
        Files.deleteIfExists(file);
    }

    private static boolean ended(ProcessHandle process, Duration patience) throws InterruptedException {
        for (long end = System.nanoTime() + patience.toNanos(); System.nanoTime() < end; Thread.sleep(20)) {
            if (!runs(process)) {
                return true;
            }
        }
        return !runs(process);
    }

    /**
     * Java calls a process alive that has ended but that nobody has asked about yet, as it happens in containers without an init. Such a process
     * has one thread left; while it has more, it is still giving back its ports.
     */
    private static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return !fields[STATE].equals("Z") || Integer.parseInt(fields[THREADS]) > 1;
        } catch (IOException | IndexOutOfBoundsException e) {
            return process.isAlive(); // no /proc here, or it ended just now
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
