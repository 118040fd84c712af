package io.kawara.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kawara.contracts.Submission;
import io.kawara.local.Service;
import io.kawara.messaging.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The catalogue beside a stream: asked through the gateway, killed, started again, and told to forget. */
class CatalogueTest {
    private static final int IMAGES = 60;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void remembersEveryImageOnceThoughItIsKilledAndForgetsWhatIsDeleted() throws Exception {
        try (var stack = RunningStack.own();
                var answers = new Answers(stack.bootstrapServers());
                var sender = new Sender(stack.bootstrapServers())) {
            stack.start(Service.CATALOGUE);
            var submissions = new ArrayList<Submission>();
            byte[] image = Pictures.withText("png", "HELLO");
            for (int i = 0; i < IMAGES; i++) {
                submissions.add(sender.image(image, Map.of("ce_id", "image " + i)));
                if (i == IMAGES / 2) {
                    stack.kill9(Service.CATALOGUE);
                    assertThat(get(stack, "/v1/images?limit=1").statusCode()).isEqualTo(503);
                    stack.startWithoutWaiting(Service.CATALOGUE);
                }
            }
            await().atMost(Duration.ofMinutes(3)).until(() -> answers.answered(submissions) == IMAGES);
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(answered(stack)).hasSize(IMAGES));

            assertThat(answered(stack)).doesNotHaveDuplicates().contains("image 0", "image 59");
            assertThat(get(stack, "/v1/images/" + encoded("image 7") + "/content")
                            .body())
                    .isEqualTo(image);
            var answer = json(get(stack, "/v1/images/" + encoded("image 7")));
            assertThat(answer.get("submission").asText())
                    .isEqualTo(submissions.get(7).toString());

            var deletion = HttpRequest.newBuilder(uri(stack, "/v1/images/" + encoded("image 7") + "?by=ann"))
                    .DELETE()
                    .build();
            assertThat(http.send(deletion, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(202);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() ->
                            assertThat(answered(stack)).hasSize(IMAGES - 1).doesNotContain("image 7"));
            assertThat(get(stack, "/v1/images/" + encoded("image 8") + "/content")
                            .body())
                    .isEqualTo(image); // the same file, which another image has
        }
    }

    /** The ids of all answered images that the catalogue has, page by page. */
    private List<String> answered(RunningStack stack) throws Exception {
        var ids = new ArrayList<String>();
        String next = "";
        while (next != null) {
            var page = json(get(stack, "/v1/images?status=complete&limit=25" + next));
            page.get("images").forEach(image -> {
                if (image.get("id").asText().startsWith("image ")) {
                    ids.add(image.get("id").asText());
                }
            });
            next = page.hasNonNull("next") ? "&after=" + page.get("next").asText() : null;
        }
        return ids;
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(200);
        return Json.mapper().readTree(response.body());
    }

    private HttpResponse<byte[]> get(RunningStack stack, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(stack, path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static URI uri(RunningStack stack, String path) {
        return URI.create(stack.gateway() + path);
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
