package io.kawara.local;

import io.kawara.contracts.Topics;
import io.kawara.messaging.RegistryWriter;
import io.kawara.messaging.trust.RegistryKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/**
 * A broker and every service, each a process of its own, with all their data in one folder.
 *
 * <p>The processes outlive this object: another one on the same folder finds them again. Not for two threads at once.
 */
public final class Stack {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final StackSettings settings;
    private final Topics topics = new Topics("");
    private final Readiness readiness = new Readiness();
    private final Set<Service> started = EnumSet.noneOf(Service.class);
    private final Map<Service, List<String>> extra = new EnumMap<>(Service.class);
    private boolean interrupted;

    public Stack(StackSettings settings) {
        this.settings = settings;
    }

    /** Is told what happens while a stack starts. */
    public interface Progress {
        /** A process can work now; {@code already}: it did before. */
        default void ready(Service service, long pid, int port, boolean already) {}

        /** What is still waited for. */
        default void waiting(Set<Service> services) {}

        /** A model or pipeline was published, or could not be. */
        default void published(String what) {}

        Progress SILENT = new Progress() {};
    }

    public StackSettings settings() {
        return settings;
    }

    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** A writer to this stack's registry, with its key. */
    public RegistryWriter registry(String by) throws IOException {
        return new RegistryWriter(bootstrapServers(), topics, by, RegistryKeys.in(settings.keys()));
    }

    /** The gateway's address. */
    public URI address() {
        return URI.create("http://localhost:" + settings.ports().of(Service.GATEWAY));
    }

    /**
     * Starts everything that answers and does not run, with the topics, models and pipelines that are missing, and returns when all are ready. What learns
     * from the answers is for {@link #startLoop}.
     */
    public void up(Progress progress) throws IOException, InterruptedException {
        checkPorts(Service.ALWAYS); // before the first one starts, the last one's too
        startKafka(progress);
        new Starter(settings, registry(Starter.BY)).publish(progress::published);
        startServices(progress);
    }

    /** Starts Kafka if it does not run, and creates the topics that are missing. */
    public void startKafka(Progress progress) throws IOException, InterruptedException {
        settings.save();
        start(EnumSet.of(Service.KAFKA), progress);
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            new TopicSetup(topics, settings.lanes()).createMissing(admin);
        }
        new StackKeys(settings, topics).ensure().ifPresent(progress::published);
    }

    /** Starts every service that answers and does not run, and returns when all are ready. */
    public void startServices(Progress progress) throws IOException, InterruptedException {
        var services = EnumSet.copyOf(Service.ALWAYS);
        services.remove(Service.KAFKA);
        services.removeAll(Service.LOOP);
        start(services, progress);
    }

    /** Starts what learns from the stream and does not run, and returns when it is ready. */
    public void startLoop(Progress progress) throws IOException, InterruptedException {
        start(Service.LOOP, progress);
    }

    /** Starts what answers the stream with challengers and does not run, and returns when it is ready. */
    public void startShadows(Progress progress) throws IOException, InterruptedException {
        start(Service.SHADOWS, progress);
    }

    /** Starts one process, with settings of its own if any (e.g. {@code -Dkawara.ocr.workers=1}), and returns when it is ready. */
    public void start(Service service, String... settings) throws IOException, InterruptedException {
        extra.put(service, List.of(settings));
        start(EnumSet.of(service), Progress.SILENT);
    }

    /** Starts one process and does not wait for it. */
    public synchronized void launch(Service service) throws IOException {
        if (interrupted) {
            throw new IllegalStateException("The start was interrupted.");
        }
        process(service).start(command(service), environment(service));
        started.add(service);
    }

    private void start(Set<Service> services, Progress progress) throws IOException, InterruptedException {
        checkPorts(services);
        var already = EnumSet.noneOf(Service.class);
        for (Service service : services) {
            if (find(service).isPresent()) {
                already.add(service);
            } else {
                launch(service);
            }
        }
        await(services, already, progress);
    }

    private void checkPorts(Set<Service> services) {
        for (Service service : services) {
            if (find(service).isPresent()) {
                continue;
            }
            if (service == Service.KAFKA) {
                TakenPort.check(settings.ports().of(service), "--kafka-port");
                TakenPort.check(settings.ports().controller(), "--kafka-port");
            } else {
                TakenPort.check(settings.ports().of(service), "--port");
            }
        }
    }

    private void await(Set<Service> services, Set<Service> already, Progress progress) throws InterruptedException {
        var waiting = EnumSet.copyOf(services);
        for (long end = System.nanoTime() + START.toNanos(); ; Thread.sleep(200)) {
            for (Service service : EnumSet.copyOf(waiting)) {
                var process = find(service).orElseThrow(() -> stopped(service));
                if (isReady(service)) {
                    waiting.remove(service);
                    progress.ready(service, process.pid(), settings.ports().of(service), already.contains(service));
                }
            }
            if (waiting.isEmpty()) {
                return;
            }
            progress.waiting(waiting);
            if (System.nanoTime() > end) {
                throw late(waiting.iterator().next());
            }
        }
    }

    private IllegalStateException late(Service service) throws InterruptedException {
        String reasons = readiness.reasons(settings.ports().of(service));
        return new IllegalStateException(service.label() + " is not ready after " + START.toSeconds() + " s"
                + (reasons.isEmpty() ? "" : " (" + reasons + ")") + ": see " + settings.log(service) + ".");
    }

    private IllegalStateException stopped(Service service) {
        Path log = settings.log(service);
        return new IllegalStateException(service.label() + " stopped while it started"
                + LogFile.lastError(log).map(line -> " (" + line + ")").orElse("") + ": see " + log + ".");
    }

    /** The process, if it runs. */
    public Optional<ProcessHandle> find(Service service) {
        return process(service).find();
    }

    public boolean isReady(Service service) throws InterruptedException {
        return readiness.isReady(service, settings.ports().of(service));
    }

    /** How many records a service that belongs to no group says it has not read yet. */
    OptionalLong behind(Service service) throws InterruptedException {
        return readiness.behind(settings.ports().of(service));
    }

    /** Whether any process of this stack runs. */
    public boolean isRunning() {
        return EnumSet.allOf(Service.class).stream()
                .anyMatch(service -> find(service).isPresent());
    }

    /** Ends a process without letting it finish anything. */
    public void kill9(Service service) throws IOException, InterruptedException {
        process(service).kill();
    }

    /** Ends every process of this stack, Kafka last. */
    public void down() throws IOException, InterruptedException {
        stop(EnumSet.allOf(Service.class));
    }

    /** Ends what this object has started, and keeps it from starting more. Another thread may call this while one starts. */
    public synchronized void stopStarted() throws IOException, InterruptedException {
        interrupted = true;
        stop(started);
    }

    private void stop(Set<Service> services) throws IOException, InterruptedException {
        var last = new ArrayList<Service>();
        for (Service service : services) {
            if (service == Service.KAFKA) {
                last.add(service);
            } else {
                find(service).ifPresent(ProcessHandle::destroy); // all at once, then one by one to the end
            }
        }
        for (Service service : services) {
            if (service != Service.KAFKA) {
                process(service).stop(GRACE);
            }
        }
        for (Service service : last) {
            process(service).stop(GRACE);
        }
    }

    private TrackedProcess process(Service service) {
        return new TrackedProcess(settings.run().resolve(service.label() + ".pid"), settings.log(service));
    }

    private List<String> command(Service service) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (service.heap() > 0) {
            command.add("-Xmx" + service.heap() + "m");
        }
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        int port = settings.ports().of(service);
        if (service == Service.KAFKA) {
            command.addAll(List.of(
                    "-cp",
                    classPath(),
                    Broker.class.getName(),
                    settings.topics().toString()));
            command.addAll(List.of(
                    Integer.toString(port), Integer.toString(settings.ports().controller())));
            return command;
        }
        Path jar = service.jar(settings.root());
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(service.module() + " is not built: " + jar
                    + " is missing; ./kawara up builds it, so does mvn package.");
        }
        command.addAll(extra.getOrDefault(service, List.of()));
        if (service.writesRegistry()) {
            command.add("-Dkawara.signing-key=" + RegistryKeys.signing(settings.keys()));
        }
        if (Service.SHADOWS.contains(service)) {
            command.add("-Dkawara.shadow=true");
        }
        if (service == Service.GATEWAY) { // the catalogue itself has settings below this name, and refuses it
            command.add(
                    "-Dkawara.catalogue=http://127.0.0.1:" + settings.ports().of(Service.CATALOGUE));
        }
        command.addAll(List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dkafka.bootstrap.servers=" + bootstrapServers(),
                "-Dkawara.topic-prefix=" + topics.prefix(),
                "-Dkawara.blobs=" + settings.blobs(),
                "-Dkawara.folder=" + settings.folder(),
                "-Dkawara.root=" + settings.root(),
                "-Dkawara.registry.trust=keys",
                "-Dkawara.trusted-keys=" + RegistryKeys.trusted(settings.keys()),
                "-Dquarkus.log.category.\"io.smallrye.health\".level=WARN", // each asking while it starts is a line
                // otherwise
                "-jar",
                jar.toString()));
        if (Service.LOOP.contains(service)) {
            command.add(command.indexOf("-jar"), "-Dquarkus.http.host-enabled=true");
            command.add(service.label()); // which of the trainer's roles
        }
        return command;
    }

    /** The launcher's own jar, whose manifest names the libraries beside it; in its module's tests, the tests' class path. */
    private static String classPath() {
        var source =
                Broker.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return source.endsWith(".jar") && Files.isDirectory(Path.of(source).resolveSibling("lib"))
                ? source
                : System.getProperty("java.class.path");
    }

    /** Few arenas keep native memory small. OpenMP's threads would fight the services' own; a training has them, and lets none of them wait busily. */
    private static Map<String, String> environment(Service service) {
        return service == Service.WORKER
                ? Map.of("MALLOC_ARENA_MAX", "2", "OMP_WAIT_POLICY", "PASSIVE", "GOMP_SPINCOUNT", "0")
                : Map.of("MALLOC_ARENA_MAX", "2", "OMP_THREAD_LIMIT", "1");
    }
}
