package io.kawara.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kawara.messaging.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A process that is no gateway and answers as a catalogue does: it remembers one image, tells of trainings that are asked for, refuses a class, and
 * says back whatever else it is asked.
 */
final class TinyCatalogue implements AutoCloseable {
    static final String OLD = "an/old id";

    private final HttpServer server;
    private final List<OutputStream> listeners = new CopyOnWriteArrayList<>();

    TinyCatalogue() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "tiny-catalogue");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String asked = exchange.getRequestMethod() + " " + path;
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (asked) {
            case "GET /v1/images/an%2Fold%20id" ->
                reply(exchange, 200, "application/json", "{\"id\":\"an/old id\",\"label\":\"slip\"}".getBytes(UTF_8));
            case "GET /v1/images/an%2Fold%20id/content" -> reply(exchange, 200, "image/png", Images.png(77));
            case "GET /v1/trainings/stream" -> listen(exchange);
            case "POST /v1/trainings" -> {
                tell(new String(body, UTF_8));
                reply(exchange, 202, "application/json", "{\"id\":\"t-1\"}".getBytes(UTF_8));
            }
            case "GET /v1/trainings/listeners" ->
                reply(exchange, 200, "application/json", ("{\"listeners\":" + listeners.size() + "}").getBytes(UTF_8));
            case "POST /v1/labels/check" ->
                reply(
                        exchange,
                        422,
                        "application/problem+json",
                        "{\"type\":\"urn:kawara:problem:unknown-class\",\"title\":\"no\",\"status\":422}"
                                .getBytes(UTF_8));
            case "DELETE /v1/trainings/over" -> {
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            }
            case "GET /v1/data" -> reply(exchange, 200, "application/octet-stream", new byte[20 << 20]);
            default -> echo(exchange, asked, body);
        }
    }

    private static void echo(HttpExchange exchange, String asked, byte[] body) throws IOException {
        if (asked.matches("GET /v1/images/[^/]+(/content)?")) {
            reply(exchange, 404, "application/problem+json", "{\"status\":404}".getBytes(UTF_8));
            return;
        }
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("asked", asked);
        said.put("query", exchange.getRequestURI().getRawQuery());
        said.put("body", new String(body, UTF_8));
        said.put("type", exchange.getRequestHeaders().getFirst("Content-Type"));
        said.put("cookie", exchange.getRequestHeaders().getFirst("Cookie"));
        reply(exchange, 200, "application/json", Json.write(said));
    }

    private static void reply(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Of-No-Concern", "inner");
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private void listen(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream events = exchange.getResponseBody();
        events.write(": trainings follow\n\n".getBytes(UTF_8));
        events.flush();
        listeners.add(events);
    }

    private void tell(String training) {
        listeners.removeIf(events -> !hears(events, "event: training\ndata: " + training + "\n\n"));
    }

    private static boolean hears(OutputStream events, String words) {
        try {
            events.write(words.getBytes(UTF_8));
            events.flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
