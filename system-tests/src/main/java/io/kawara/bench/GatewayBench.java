package io.kawara.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.kawara.local.Service;
import io.kawara.messaging.Json;
import io.kawara.serving.ModelCard;
import io.kawara.serving.TinyModels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** A round trip from REST through Kafka and every stage and back, with a model that costs next to nothing: what is above the model's own time. */
final class GatewayBench {
    private static final int REQUESTS = 500;
    private static final int WARM_UP = 200;

    private final Path root;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    GatewayBench(Path root) {
        this.root = root;
    }

    void run(Consumer<Measure> report) throws Exception {
        ModelCard card = TinyModels.imageCard("identity", 1, 8, "yes", "no");
        try (var stack = new BenchStack(root)) {
            stack.serve(card, TinyModels.constant(card, 1, 0));
            for (Service service : new Service[] {Service.GATEWAY, Service.CLASSIFIER, Service.FUSION}) {
                stack.start(service);
            }
            byte[] image = Pictures.photo(64);
            double[] above = new double[REQUESTS];
            double[] model = new double[REQUESTS];
            for (int i = -WARM_UP; i < REQUESTS; i++) {
                long start = System.nanoTime();
                double own = ask(stack.gateway(), image);
                if (i >= 0) {
                    model[i] = own;
                    above[i] = (System.nanoTime() - start) / 1e6 - own;
                }
            }
            Arrays.sort(above);
            Arrays.sort(model);
            report.accept(new Measure(
                    "gateway, round trip, p50", above[REQUESTS / 2], "the model's time", model[REQUESTS / 2], "ms", 0));
            int p99 = REQUESTS * 99 / 100;
            report.accept(new Measure("gateway, round trip, p99", above[p99], "the model's time", model[p99], "ms", 0));
        }
    }

    /** The milliseconds that the model itself took. */
    private double ask(URI gateway, byte[] image) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(gateway.resolve("/v1/images?wait=10s"))
                .header("Content-Type", "image/jpeg")
                .POST(HttpRequest.BodyPublishers.ofByteArray(image))
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode answer = Json.mapper().readTree(response.body());
        if (response.statusCode() != 200
                || !"complete".equals(answer.path("status").asText())) {
            throw new IOException("no answer: " + response.statusCode() + " " + answer);
        }
        return answer.path("votes").path(0).path("millis").asDouble();
    }
}
