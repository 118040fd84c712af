package io.kawara.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaInJvm.class)
class StreamTest {
    @TestHTTPResource("/v1/results/stream")
    URI stream;

    @BeforeEach
    void waitUntilReady() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // a machine that builds is slow
        await().until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void tellsOfAnswersAsTheyCome() {
        List<String> lines = listen("");
        await().until(() -> !lines.isEmpty()); // the welcome: from now on nothing is missed

        String id = send("default");

        await().until(() -> lines.stream().anyMatch(line -> line.startsWith("data:") && line.contains(id)));
        assertThat(lines).contains("event:result");
        assertThat(lines).anyMatch(line -> line.matches("id:\\d-\\d+"));
    }

    @Test
    void beginsWithTheLatestOfOnePipeline() {
        String late = send("late");
        String other = send("default");

        List<String> lines = listen("?pipeline=late&recent=100");

        await().until(() -> lines.stream().anyMatch(line -> line.contains(late)));
        assertThat(lines).noneMatch(line -> line.contains(other));
    }

    @Test
    void showsThatItIsAliveWhenNothingComes() {
        List<String> lines = listen("?pipeline=never");
        await().until(() -> lines.stream().filter(line -> line.startsWith(":")).count() >= 3);
        assertThat(lines).noneMatch(line -> line.startsWith("data:"));
    }

    private static String send(String pipeline) {
        return given().contentType("image/png")
                .body(Images.png(1))
                .post("/v1/images?wait=200ms&pipeline=" + pipeline)
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    private List<String> listen(String query) {
        List<String> lines = new CopyOnWriteArrayList<>();
        var unused = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create(stream + query)).build(), HttpResponse.BodyHandlers.ofLines())
                .thenAccept(response -> response.body().forEach(lines::add));
        return lines;
    }
}
