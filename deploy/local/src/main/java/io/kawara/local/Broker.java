package io.kawara.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real single-node Kafka (KRaft) in this JVM, on loopback, with its data in one folder.
 *
 * <p>The launcher runs it as a process of its own ({@link #main}); tests start it in theirs and close it. Starting again on the same folder
 * continues with what is there, also after the process was killed. Topics are never made by themselves: see {@link TopicSetup}.
 */
public final class Broker implements AutoCloseable {
    /** The largest record: 32 MiB of image, and room for its headers and the item's own words. */
    public static final int LARGEST_RECORD = 34 << 20;

    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;
    private final int port;

    private Broker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts on two free ports. */
    public static Broker start(Path folder) {
        return start(folder, freePort(), freePort());
    }

    /** Starts and returns when clients can connect. */
    public static Broker start(Path folder, int port, int controllerPort) {
        var properties = properties(folder, port, controllerPort);
        format(folder);
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        return new Broker(server, port);
    }

    /** Runs until it is told to stop. Arguments: folder, port, controller's port. */
    public static void main(String... args) throws InterruptedException {
        var broker = start(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            broker.close();
                            stopped.countDown();
                        },
                        "stop"));
        System.out.println("Kafka listens on " + broker.bootstrapServers());
        stopped.await();
    }

    public int port() {
        return port;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** A port nobody listens on at the moment. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on this machine", e);
        }
    }

    private static void format(Path folder) {
        try {
            Files.createDirectories(folder);
            new Formatter()
                    .setPrintStream(new java.io.PrintStream(java.io.OutputStream.nullOutputStream(), false, UTF_8))
                    .setClusterId(clusterId(folder))
                    .setNodeId(1)
                    .setControllerListenerName(CONTROLLER)
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Kafka's folder " + folder + " cannot be formatted: " + e.getMessage(), e);
        }
    }

    /** The same for the same folder, so that a formatting that was interrupted can be done again. */
    private static String clusterId(Path folder) {
        var id = UUID.nameUUIDFromBytes(
                folder.toAbsolutePath().normalize().toString().getBytes(UTF_8));
        var bytes = java.nio.ByteBuffer.allocate(16).putLong(id.getMostSignificantBits());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes.putLong(id.getLeastSignificantBits()).array());
    }

    private static Properties properties(Path folder, int port, int controllerPort) {
        var p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("controller.listener.names", CONTROLLER);
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("log.dirs", folder.toString());
        p.put("auto.create.topics.enable", "false"); // a service that comes first would make them with one partition
        p.put("message.max.bytes", LARGEST_RECORD);
        p.put("replica.fetch.max.bytes", LARGEST_RECORD);
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("broker.session.timeout.ms", "2000");
        p.put("broker.heartbeat.interval.ms", "500");

        // One node: nothing to replicate, and few threads and small buffers do.
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "4");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "4");
        // Fusion killed in a transaction: its successor waits until the broker notices that it ran out; 10 s usually.
        p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        p.put("log.cleaner.dedupe.buffer.size", "4194304");
        return p;
    }
}
