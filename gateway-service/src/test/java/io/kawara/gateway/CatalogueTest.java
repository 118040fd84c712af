package io.kawara.gateway;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.kawara.gateway.catalogue.CataloguePath;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
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

/** What the catalogue answers, at the gateway's address. */
@QuarkusTest
@QuarkusTestResource(KafkaInJvm.class)
class CatalogueTest {
    @TestHTTPResource("/v1/trainings/stream")
    URI stream;

    @BeforeEach
    void waitUntilReady() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // a machine that builds is slow
        await().until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void passesEveryPathOn() {
        for (CataloguePath each : CataloguePath.ALL) {
            if (!each.stream() && !List.of("/v1/data", "/v1/labels/check").contains(each.path())) {
                var response = given().request(
                                each.method(),
                                each.path(),
                                each.path().contains("{") ? new Object[] {"x"} : new Object[0]);
                assertThat(response.statusCode()).as(each.toString()).isBetween(200, 202);
            }
        }
    }

    @Test
    void passesQueryBodyAndTypeOnAndKeepsTheRest() {
        given().urlEncodingEnabled(false)
                .cookie("session", "secret")
                .get("/v1/images?pipeline=default&from=2026-01-01T00%3A00%3A00Z")
                .then()
                .statusCode(200)
                .header("X-Of-No-Concern", nullValue())
                .body("asked", equalTo("GET /v1/images"))
                .body("query", equalTo("pipeline=default&from=2026-01-01T00%3A00%3A00Z"))
                .body("cookie", nullValue());
        given().contentType("application/json")
                .body("{\"model\":\"a@1\"}")
                .post("/v1/labels/revoke")
                .then()
                .body("body", equalTo("{\"model\":\"a@1\"}"))
                .body("type", containsString("application/json"));
    }

    @Test
    void staysBelowItsPaths() {
        given().urlEncodingEnabled(false)
                .get("/v1/models/..%2f..%2fq/decisions")
                .then()
                .body("asked", equalTo("GET /v1/models/..%2f..%2fq/decisions"));
        given().urlEncodingEnabled(false).get("/v1/data/../../secret").then().statusCode(404);
    }

    @Test
    void passesProblemsOn() {
        given().contentType("application/json")
                .body("{}")
                .post("/v1/labels/check")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:kawara:problem:unknown-class"));
    }

    @Test
    void passesOnThatThereIsNothingToSay() {
        given().delete("/v1/trainings/over").then().statusCode(204);
    }

    @Test
    void passesLargeAnswersOnWhole() throws IOException {
        try (InputStream body = given().get("/v1/data").asInputStream()) {
            assertThat(body.readAllBytes()).hasSize(20 << 20);
        }
    }

    @Test
    void refusesLargeQuestions() {
        given().contentType("application/json")
                .body(new byte[2 << 20])
                .post("/v1/trainings")
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:kawara:problem:too-large"));
    }

    @Test
    void tellsOfTrainingsAsTheyComeAndLeavesWithItsListener() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(stream).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        var reading = new Thread(() -> {
            try (var events = new java.io.BufferedReader(new java.io.InputStreamReader(response.body(), UTF_8))) {
                events.lines().forEach(lines::add);
            } catch (IOException | java.io.UncheckedIOException closed) {
                lines.add("closed");
            }
        });
        reading.start();
        await().until(() -> lines.contains(": trainings follow"));

        train("first");
        await().until(() -> lines.contains("data: first"));
        train("second");
        await().until(() -> lines.contains("data: second"));

        response.body().close();
        await().until(() -> {
            train("nobody hears this");
            return given().get("/v1/trainings/listeners").path("listeners").equals(0);
        });
    }

    @Test
    void findsWhatKafkaDoesNotHoldAnyMore() {
        given().get("/v1/images/{id}", TinyCatalogue.OLD).then().statusCode(200).body("label", equalTo("slip"));
        var content = given().get("/v1/images/{id}/content", TinyCatalogue.OLD);
        assertThat(content.contentType()).isEqualTo("image/png");
        assertThat(content.asByteArray()).isEqualTo(Images.png(77));
        given().get("/v1/images/never-was").then().statusCode(404).body("detail", containsString("'never-was'"));
    }

    private static void train(String words) {
        given().contentType("application/json")
                .body(words)
                .post("/v1/trainings")
                .then()
                .statusCode(202)
                .body("id", equalTo("t-1"));
    }
}
