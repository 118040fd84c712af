package io.kawara.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description = "Show the end of a service's log, or of all of them.",
        mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options;

    @Parameters(
            arity = "0..*",
            paramLabel = "SERVICE",
            description = "${COMPLETION-CANDIDATES}; all where it is left out.")
    private List<Service> services;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "20",
            description = "How many lines of each (${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written, until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var screen = Screen.standard();
        List<Service> wanted = services == null ? List.of(Service.values()) : services;
        var settings = new StackSettings(options.root(), options.folder(), Ports.from(0, 0), 1);
        Map<Service, Long> shown = new EnumMap<>(Service.class);
        for (Service service : wanted) {
            Path log = settings.log(service);
            if (Files.isRegularFile(log)) {
                shown.put(service, Files.size(log));
                for (String line : LogFile.tail(log, lines)) {
                    screen.line(prefix(wanted, service) + line);
                }
            }
        }
        if (shown.isEmpty()) {
            throw new IllegalStateException("There are no logs in " + settings.logs() + ": ./kawara up starts Kawara.");
        }
        while (follow) {
            Thread.sleep(300);
            for (var log : shown.entrySet()) {
                log.setValue(
                        showFrom(settings.log(log.getKey()), log.getValue(), prefix(wanted, log.getKey()), screen));
            }
        }
        return 0;
    }

    private static String prefix(List<Service> wanted, Service service) {
        return wanted.size() == 1 ? "" : String.format("%-17s | ", service.label());
    }

    /** Shows whole lines from an offset on and returns where the next ones begin. */
    private static long showFrom(Path log, long offset, String prefix, Screen screen) throws IOException {
        try (var in = new RandomAccessFile(log.toFile(), "r")) {
            in.seek(Math.min(offset, in.length()));
            var bytes = new byte[(int) Math.min(1 << 20, in.length() - in.getFilePointer())];
            in.readFully(bytes);
            String text = new String(bytes, StandardCharsets.ISO_8859_1); // to count bytes
            int end = text.lastIndexOf('\n') + 1;
            new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(line -> screen.line(prefix + line));
            return in.getFilePointer() - bytes.length + end;
        }
    }
}
