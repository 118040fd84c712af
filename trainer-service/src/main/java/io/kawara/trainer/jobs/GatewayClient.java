package io.kawara.trainer.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kawara.messaging.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Speaks JSON with the gateway of a running stack. What it refuses is an {@link IllegalStateException} with what it said. */
public final class GatewayClient {
    private static final int NOT_FOUND = 404;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI gateway;

    public GatewayClient(URI gateway) {
        this.gateway = gateway;
    }

    /** What lies there; a missing node where nothing does. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    public JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.write(body)))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path)).timeout(PATIENCE);
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() < 400) {
                return Json.mapper().readTree(response.body());
            }
            if (response.statusCode() == NOT_FOUND && request.method().equals("GET")) {
                return MissingNode.getInstance();
            }
            var problem = new String(response.body(), StandardCharsets.UTF_8);
            throw new IllegalStateException(
                    request.method() + " " + request.uri() + " was answered " + response.statusCode() + ": " + problem);
        } catch (ConnectException e) {
            throw new IllegalStateException("No gateway answers at " + gateway + ": ./kawara up starts one.", e);
        }
    }
}
