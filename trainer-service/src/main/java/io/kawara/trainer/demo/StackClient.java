package io.kawara.trainer.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.kawara.contracts.Submission;
import io.kawara.trainer.jobs.GatewayClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the demonstration asks of a running stack. */
final class StackClient {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int AT_ONCE = 500;
    private static final int LATEST = 200;

    private final GatewayClient gateway;

    StackClient(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /** Something that is waited for. */
    interface Question {
        boolean isSo() throws IOException, InterruptedException;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return gateway.get(path);
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return gateway.post(path, body);
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Labels images, and returns when the catalogue counts the labels. Each as {@code POST /v1/labels} takes it, with an id. */
    void label(List<Map<String, Object>> labels) throws IOException, InterruptedException {
        for (int first = 0; first < labels.size(); first += AT_ONCE) {
            var unused = post("/v1/labels", labels.subList(first, Math.min(labels.size(), first + AT_ONCE)));
        }
        for (var label : labels) {
            await("label " + label.get("id"), () -> isKnown(label));
        }
    }

    private boolean isKnown(Map<String, Object> label) throws IOException, InterruptedException {
        var said = get("/v1/images/" + encoded(String.valueOf(label.get("image"))) + "/labels")
                .path("labels");
        boolean takesBack = label.containsKey("withdraws");
        String id = String.valueOf(label.get(takesBack ? "withdraws" : "id"));
        for (var one : said) {
            if (one.path("label").path("id").asText().equals(id)) {
                String state = one.path("state").asText();
                if (!takesBack && !state.equals("counts")) {
                    throw new IllegalStateException("label " + id + " is " + state + ": "
                            + one.path("reason").asText());
                }
                return !takesBack || !state.equals("counts");
            }
        }
        return false;
    }

    /** Whether the catalogue, not only the gateway, knows the answer to one of the latest images. */
    boolean isCatalogued(String pipeline, Submission submission) throws IOException, InterruptedException {
        for (var image :
                get("/v1/images?pipeline=" + pipeline + "&limit=" + LATEST).path("images")) {
            if (image.path("submission").asText().equals(submission.toString())) {
                return image.hasNonNull("status");
            }
        }
        return false;
    }

    /** Waits until something is so; throws where it does not come to that in minutes. */
    void await(String what, Question question) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!question.isSo()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the catalogue does not come to " + what + " in " + PATIENCE.toMinutes()
                        + " minutes: see ./kawara status and ./kawara logs catalogue");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** The images that teach most, as the review page would show them, and by which kind of reason. */
    List<JsonNode> toReview(String pipeline, String by, int count) throws IOException, InterruptedException {
        var items = new ArrayList<JsonNode>();
        while (items.size() < count) {
            var skip = items.stream().map(item -> item.path("image").asText()).toList();
            var batch = get("/v1/review/next?pipeline=" + pipeline + "&by=" + by + "&n="
                            + Math.min(50, count - items.size()) + "&seed=1&skip=" + encoded(String.join(",", skip)))
                    .path("items");
            if (batch.isEmpty()) {
                throw new IllegalStateException("only " + items.size() + " images are left to review");
            }
            batch.forEach(items::add);
        }
        return items;
    }
}
