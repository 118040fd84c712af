package io.kawara.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Asks a process whether it can work. */
final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    boolean isReady(Service service, int port) throws InterruptedException {
        return service == Service.KAFKA ? answersAsKafka(port) : saysReady(port);
    }

    private boolean saysReady(int port) throws InterruptedException {
        var health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(PATIENCE)
                .build();
        try {
            return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean answersAsKafka(int port) throws InterruptedException {
        if (TakenPort.isFree(port)) {
            return false; // saves the client's long wait for nobody
        }
        int millis = (int) PATIENCE.toMillis();
        try (var admin = Admin.create(Map.of(
                "bootstrap.servers", "127.0.0.1:" + port,
                "request.timeout.ms", millis,
                "default.api.timeout.ms", millis))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        }
    }
}
