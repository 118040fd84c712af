package io.kawara.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description =
                "Start Kafka and every service, publish the starter models, send the samples, and start what learns.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options;

    @Option(names = "--port", description = "The page's port; the services take those after it. Usually 8080.")
    private Integer port;

    @Option(names = "--kafka-port", description = "Kafka's port; its controller takes the one after it. Usually 9092.")
    private Integer kafkaPort;

    @Option(
            names = "--partitions",
            defaultValue = "" + StackSettings.LANES,
            description = "How many lanes the topics get when they are created (${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--no-samples", description = "Do not send the sample images.")
    private boolean noSamples;

    @Option(
            names = "--shadow",
            description = "Also start processes that answer the stream with challengers, uncounted (models challenge"
                    + " --shadow).")
    private boolean shadow;

    private final Screen screen = Screen.standard();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var lock = FolderLock.take(options.folder());
        try {
            return up(new Stack(settings()));
        } finally {
            lock.close();
        }
    }

    private int up(Stack stack) throws IOException, InterruptedException {
        boolean ran = stack.isRunning();
        var interrupted = stopWhenInterrupted(stack);
        try {
            stack.up(progress());
        } catch (IOException | RuntimeException e) {
            screen.clear();
            stack.stopStarted();
            throw e;
        } finally {
            release(interrupted);
        }
        if (!noSamples && !ran) {
            sendSamples(stack);
            screen.line("");
        }
        boolean learns = startLoop(stack);
        if (shadow) {
            stack.startShadows(progress());
        }
        screen.line("");
        screen.line("Kawara runs:  " + stack.address() + "   (Kafka: localhost:"
                + stack.settings().ports().of(Service.KAFKA) + ")");
        screen.line("Next:         ./kawara send PHOTO --wait,  ./kawara status,  ./kawara down");
        return learns ? 0 : 1;
    }

    /** After the first answers, which it would slow down. They come without it, so that it takes nothing down with it. */
    private boolean startLoop(Stack stack) throws IOException, InterruptedException {
        try {
            stack.startLoop(progress());
            return true;
        } catch (IllegalStateException e) {
            screen.clear();
            screen.line(e.getMessage());
            screen.line(
                    "Images are answered all the same; nothing is learnt from them until ./kawara up starts the rest.");
            return false;
        }
    }

    private StackSettings settings() throws IOException {
        var saved = options.saved();
        var ports = Ports.from(port == null ? Ports.GATEWAY : port, kafkaPort == null ? Ports.KAFKA : kafkaPort);
        if (saved.isPresent() && new Stack(saved.get()).isRunning()) {
            Ports used = saved.get().ports();
            boolean others = (port != null && used.of(Service.GATEWAY) != port)
                    || (kafkaPort != null && used.of(Service.KAFKA) != kafkaPort);
            if (others) {
                throw new IllegalStateException("Kawara runs in " + options.folder() + " already, on the ports "
                        + used.of(Service.GATEWAY) + " and " + used.of(Service.KAFKA)
                        + ": stop it with ./kawara down first.");
            }
            ports = used;
        }
        return new StackSettings(options.root(), options.folder(), ports, partitions);
    }

    private void sendSamples(Stack stack) throws IOException {
        Path samples = options.root().resolve("deploy/samples");
        List<Path> files = ImageFiles.under(samples);
        if (files.isEmpty()) {
            screen.line("There are no sample images in " + samples + ".");
            return;
        }
        screen.line("");
        screen.line("Sending " + files.size() + " sample images:");
        try (var answers = new Answers(stack.bootstrapServers(), StackOptions.TOPICS, null, null)) {
            var table = new AnswerTable(screen, files);
            answers.send(files, table);
            answers.await(Duration.ofMinutes(1), table);
            table.end(answers.unanswered());
        }
    }

    private Stack.Progress progress() {
        long began = System.nanoTime();
        return new Stack.Progress() {
            @Override
            public void ready(Service service, long pid, int port, boolean already) {
                String line = String.format(
                        "%-17s %s   port %-5d  pid %-7d %s",
                        service.label(), already ? "runs " : "ready", port, pid, already ? "" : seconds(began));
                screen.line(line.stripTrailing());
            }

            @Override
            public void published(String what) {
                screen.line(what);
            }

            @Override
            public void waiting(Set<Service> services) {
                screen.passing(
                        "waiting for " + services.stream().map(Service::label).collect(Collectors.joining(", ")) + "  "
                                + seconds(began));
            }
        };
    }

    private static String seconds(long began) {
        return String.format("%.1f s", (System.nanoTime() - began) / 1e9);
    }

    /** Until all is ready, Ctrl-C takes back what was started. */
    private Thread stopWhenInterrupted(Stack stack) {
        var hook = new Thread(
                () -> {
                    try {
                        screen.line("Stopping what was started.");
                        stack.stopStarted();
                    } catch (IOException e) {
                        screen.line(e.getMessage());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static void release(Thread hook) throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            hook.join(); // Ctrl-C came: the hook ends what was started, and this Java ends with the hook
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
