package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TakenPortTest {
    @Test
    void aTakenPortIsASentenceThatNamesItAndTheWayOut() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            assertThatThrownBy(() -> TakenPort.check(port, "--port"))
                    .hasMessageStartingWith("Port " + port + " is taken")
                    .hasMessageEndingWith("choose another with --port.");
        }
    }

    @Test
    void linuxTellsWhoHoldsAPort() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "only Linux has /proc");
        try (var socket = new ServerSocket(0)) {
            assertThat(TakenPort.holder(socket.getLocalPort()))
                    .contains("java (pid " + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void aFreePortIsNoTrouble() {
        assertThatCode(() -> TakenPort.check(Broker.freePort(), "--port")).doesNotThrowAnyException();
    }
}
