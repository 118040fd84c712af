package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Submission;
import io.kawara.contracts.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real broker as its own process; the services stand in system-tests. */
class StackTest {
    @TempDir
    Path folder;

    private Stack stack;

    @BeforeEach
    void setUp() {
        stack = new Stack(settings(Ports.free()));
    }

    @AfterEach
    void down() throws Exception {
        stack.down();
    }

    private StackSettings settings(Ports ports) {
        return new StackSettings(folder.resolve("repository"), folder.resolve("data"), ports, 2);
    }

    @Test
    void kafkaSurvivesKill9WithEverythingThatWasAcknowledged() throws Exception {
        stack.startKafka(Stack.Progress.SILENT);
        List<Submission> before = send("one");
        stack.kill9(Service.KAFKA);
        assertThat(stack.find(Service.KAFKA)).isEmpty();

        stack.start(Service.KAFKA);

        try (var reader = new TopicReader(stack.bootstrapServers())) {
            Submission sent = before.get(0);
            assertThat(reader.at("images", sent.lane(), sent.offset()).value())
                    .asString()
                    .isEqualTo("one");
        }
    }

    @Test
    void anotherObjectOnTheSameFolderFindsAndStopsIt() throws Exception {
        stack.startKafka(Stack.Progress.SILENT);
        ProcessHandle kafka = stack.find(Service.KAFKA).orElseThrow();

        var other = new Stack(StackSettings.saved(folder.resolve("repository"), folder.resolve("data"))
                .orElseThrow());
        assertThat(other.settings()).isEqualTo(stack.settings());
        assertThat(other.find(Service.KAFKA)).contains(kafka);
        other.down();

        assertThat(kafka.isAlive()).isFalse();
        assertThat(stack.isRunning()).isFalse();
        try (var left = Files.list(stack.settings().run())) {
            assertThat(left.filter(file -> file.toString().endsWith(".pid"))).isEmpty();
        }
    }

    @Test
    void startingTwiceStartsNothingTwice() throws Exception {
        stack.startKafka(Stack.Progress.SILENT);
        ProcessHandle kafka = stack.find(Service.KAFKA).orElseThrow();
        var seen = new ArrayList<Boolean>();
        new Stack(stack.settings()).startKafka(new Stack.Progress() {
            @Override
            public void ready(Service service, long pid, int port, boolean already) {
                assertThat(pid).isEqualTo(kafka.pid());
                seen.add(already);
            }
        });
        assertThat(seen).containsExactly(true);
    }

    @Test
    void aTakenPortStopsTheStartBeforeAnythingRuns() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = new EnumMap<Service, Integer>(stack.settings().ports().services());
            ports.put(Service.KAFKA, taken.getLocalPort());
            stack = new Stack(settings(new Ports(ports, Broker.freePort())));
            assertThatThrownBy(() -> stack.startKafka(Stack.Progress.SILENT))
                    .hasMessageContaining("Port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining("--kafka-port");
            assertThat(stack.isRunning()).isFalse();
        }
    }

    @Test
    void aServiceThatIsNotBuiltIsNamed() {
        assertThatThrownBy(() -> stack.start(Service.OCR)).hasMessageContaining("ocr-service is not built");
    }

    private List<Submission> send(String content) throws Exception {
        var sent = new CopyOnWriteArrayList<Submission>();
        Path file = Files.writeString(folder.resolve("image"), content);
        try (var submitter = new Submitter(stack.bootstrapServers(), new Topics(""), null, null)) {
            submitter.send(file, (submission, error) -> sent.add(submission));
            submitter.flush();
        }
        return sent;
    }
}
