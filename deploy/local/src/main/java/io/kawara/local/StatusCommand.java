package io.kawara.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description =
                "Show every process: where it listens, whether it is ready, its memory and how far it lags behind.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options;

    /** 0 when everything is ready, 3 (as for services of a system) when something is not. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        var screen = Screen.standard();
        var stack = options.saved().map(Stack::new).filter(Stack::isRunning).orElse(null);
        if (stack == null) {
            screen.line("Kawara does not run in " + options.folder() + ": ./kawara up starts it.");
            return 3;
        }
        var table = new Table("SERVICE", ">PID", ">PORT", "READY", ">MEMORY", ">LAG");
        boolean allReady = true;
        long memory = 0;
        try (var lag = new Lag(stack.bootstrapServers())) {
            boolean kafkaReady = stack.isReady(Service.KAFKA);
            for (Service service : Service.values()) {
                var process = stack.find(service);
                if (process.isEmpty() && !Service.ALWAYS.contains(service)) {
                    continue;
                }
                boolean ready = process.isPresent() && stack.isReady(service);
                allReady &= ready;
                OptionalLong bytes = process.map(p -> residentBytes(p.pid())).orElse(OptionalLong.empty());
                memory += bytes.orElse(0);
                OptionalLong behind = service == Service.CATALOGUE
                        ? stack.behind(service)
                        : kafkaReady && service.group() != null ? lag.of(service.group()) : OptionalLong.empty();
                table.row(
                        service.label(),
                        process.map(ProcessHandle::pid).orElse(null),
                        stack.settings().ports().of(service),
                        process.isEmpty() ? "stopped" : ready ? "yes" : "no",
                        bytes.isPresent() ? megabytes(bytes.getAsLong()) : null,
                        behind.isPresent() ? behind.getAsLong() : null);
            }
        }
        table.lines().forEach(screen::line);
        screen.line("");
        screen.line("Page: " + stack.address() + "   memory in all: " + megabytes(memory) + "   data: "
                + stack.settings().folder());
        return allReady ? 0 : 3;
    }

    private static String megabytes(long bytes) {
        return bytes / (1 << 20) + " MB";
    }

    /** What the process holds in memory, as Linux counts it. */
    private static OptionalLong residentBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
