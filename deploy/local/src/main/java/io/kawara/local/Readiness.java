package io.kawara.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kawara.messaging.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
        return ask(port).map(answer -> answer.statusCode() == 200).orElse(false);
    }

    /** What a service that is not ready says of it, e.g. {@code waiting for Kafka's topics}. */
    String reasons(int port) throws InterruptedException {
        String body = ask(port).map(HttpResponse::body).orElse("{}");
        try {
            var reasons = new ArrayList<String>();
            for (var check : Json.mapper().readTree(body).path("checks")) {
                if (check.path("status").asText().equals("DOWN")) {
                    check.path("data").forEach(value -> reasons.add(value.asText()));
                }
            }
            return String.join("; ", reasons);
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** How many records a service says in its readiness that it has not read yet. */
    OptionalLong behind(int port) throws InterruptedException {
        String body = ask(port).map(HttpResponse::body).orElse("{}");
        try {
            for (var check : Json.mapper().readTree(body).path("checks")) {
                long behind = check.path("data").path("behind").asLong(-1);
                if (behind >= 0) {
                    return OptionalLong.of(behind);
                }
            }
        } catch (JsonProcessingException e) {
            return OptionalLong.empty(); // it says nothing
        }
        return OptionalLong.empty();
    }

    private Optional<HttpResponse<String>> ask(int port) throws InterruptedException {
        var health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(PATIENCE)
                .build();
        try {
            return Optional.of(http.send(health, BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
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
