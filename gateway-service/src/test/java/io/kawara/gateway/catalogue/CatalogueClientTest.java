package io.kawara.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.kawara.gateway.intake.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogueClientTest {
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void findsWhatIsThere() throws InterruptedException {
        answer("/there", 200, 100);
        answer("/not-there", 404, 10);

        assertThat(catalogue(100).find("/there").orElseThrow().bytes()).hasSize(100);
        assertThat(catalogue(100).find("/not-there")).isEmpty();
    }

    @Test
    void takesNoMoreThanItMay() {
        answer("/large", 200, 101);

        assertThatThrownBy(() -> catalogue(100).find("/large"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("more than 100 bytes");
    }

    @Test
    void doesNotTakeAFaultForAnAbsence() {
        answer("/broken", 500, 10);

        assertThatThrownBy(() -> catalogue(100).find("/broken"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("500");
    }

    @Test
    void doesNotWaitForEver() {
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            awaitEnd();
            exchange.close();
        });

        assertThatThrownBy(() -> catalogue(1000).find("/slow"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void saysThatNobodyIsThere() {
        URI address = address();
        server.stop(0);
        var catalogue = new Catalogue(address, Duration.ofSeconds(30), 100);

        assertThatThrownBy(() -> catalogue.find("/there"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(address.toString());
        var opened = catalogue.open("GET", "/there", Map.of(), new byte[0]).toCompletableFuture();
        assertThatThrownBy(opened::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(Refusal.class);
    }

    @Test
    void refusesToAskAtAnAddressThatIsNone() {
        var opened = catalogue(100)
                .open("GET", "/v1/drift?pipeline=a|b", Map.of(), new byte[0])
                .toCompletableFuture();

        assertThatThrownBy(opened::join).hasCauseInstanceOf(Refusal.class).hasMessageContaining("cannot be passed on");
    }

    @Test
    void wantsAnAddress() {
        assertThatThrownBy(() -> new Catalogue(URI.create("localhost:8090"), Duration.ofSeconds(1), 1))
                .hasMessageContaining("kawara.catalogue");
    }

    private void answer(String path, int status, int bytes) {
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(status, bytes);
                exchange.getResponseBody().write(new byte[bytes]);
            }
        });
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Catalogue catalogue(long largest) {
        return new Catalogue(address(), Duration.ofSeconds(2), largest);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
