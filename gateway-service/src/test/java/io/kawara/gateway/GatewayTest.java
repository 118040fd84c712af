package io.kawara.gateway;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaInJvm.class)
class GatewayTest {
    private static final byte[] LIST = "a shopping list".getBytes(UTF_8);

    @BeforeEach
    void waitUntilReady() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // a machine that builds is slow
        await().until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void answersWithinTheWait() {
        image(1).queryParam("text", "{\"title\": \"tea\"}")
                .post("/v1/images?wait=20s")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("status", equalTo("complete"))
                .body("label", equalTo("slip"))
                .body("pipeline", equalTo("default"))
                .body("text", equalTo("{\"title\": \"tea\"}"))
                .body("submission", matchesPattern("\\d-\\d+"))
                .body("id", matchesPattern("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-.*"));
    }

    @Test
    void repliesAtOnceWithoutAWaitAndAnswersAtTheLocation() {
        Response reply = image(2).post("/v1/images");

        assertThat(reply.statusCode()).isEqualTo(202);
        assertThat(reply.path("status").toString()).isEqualTo("pending");
        String location = reply.header("Location");
        assertThat(location).isEqualTo("/v1/images/" + reply.path("submission"));
        await().until(() -> given().get(location).statusCode() == 200);
        given().get(location).then().body("id", equalTo(reply.path("id")));
        given().get("/v1/images/" + reply.path("id")).then().statusCode(200);
    }

    @Test
    void answersPartiallyAtTheDeadline() {
        image(3).post("/v1/images?pipeline=late&wait=300ms")
                .then()
                .statusCode(200)
                .body("status", equalTo("partial"))
                .body("missing[0].reason", equalTo("deadline"));
    }

    @Test
    void repliesPendingWhenNoAnswerCame() {
        Response reply = image(4).header("Prefer", "wait=0").post("/v1/images?pipeline=never&wait=100");

        assertThat(reply.statusCode()).isEqualTo(202);
        given().get(reply.header("Location")).then().statusCode(202).body("status", equalTo("pending"));
        given().get("/v1/images/" + reply.path("id")).then().statusCode(202);
    }

    @Test
    void takesThePreferenceForAWait() {
        image(5).header("Prefer", "respond-async, wait=20")
                .post("/v1/images")
                .then()
                .statusCode(200);
    }

    @Test
    void answersSeveralFilesInTheirOrder() {
        Response reply = given().multiPart("a", "a.png", Images.png(6), "image/png")
                .multiPart("b", "b.png", Images.png(7), "image/png")
                .multiPart("wait", "20s")
                .multiPart("text", "both")
                .post("/v1/images");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.<String>path("[0].text")).isEqualTo("both");
        assertThat(content(reply.path("[0].id"))).isEqualTo(Images.png(6));
        assertThat(content(reply.path("[1].id"))).isEqualTo(Images.png(7));
    }

    @Test
    void repliesPendingToSeveralFilesWithoutAWait() {
        given().multiPart("a", "a.png", Images.png(8), "image/png")
                .multiPart("pipeline", "never")
                .post("/v1/images")
                .then()
                .statusCode(202)
                .body("[0].status", equalTo("pending"))
                .body("[0].location", startsWith("/v1/images/"));
    }

    @Test
    void givesTheImageBackAsWhatItIs() {
        Response reply = given().contentType("application/octet-stream")
                .body(Images.png(9))
                .post("/v1/images?wait=20s");

        Response content = given().get("/v1/images/" + reply.path("submission") + "/content");
        assertThat(content.contentType()).isEqualTo("image/png");
        assertThat(content.asByteArray()).isEqualTo(Images.png(9));
    }

    @Test
    void answersTheSameRequestTheSameWhenItsKeyComesAgain() {
        String first = image(10)
                .header("Idempotency-Key", "once")
                .post("/v1/images?wait=20s")
                .asString();
        String again = image(10)
                .header("Idempotency-Key", "once")
                .post("/v1/images?wait=20s")
                .asString();

        assertThat(again).isEqualTo(first);
        problem(image(11).header("Idempotency-Key", "once").post("/v1/images?wait=20s"), 409, "idempotency-key-reused");
    }

    @Test
    void refusesARequestWithoutImage() {
        problem(given().contentType("image/png").post("/v1/images"), 400, "empty");
        problem(given().multiPart("text", "no file").post("/v1/images"), 400, "empty");
        problem(given().multiPart("a", "a.png", new byte[0], "image/png").post("/v1/images"), 400, "empty");
    }

    @Test
    void refusesAWaitThatIsNone() {
        problem(image(12).post("/v1/images?wait=soon"), 400, "bad-request")
                .then()
                .body("detail", containsString("'soon'"));
    }

    @Test
    void refusesAFloodAndSaysWhenToComeAgain() {
        List<Thread> waiting = IntStream.range(0, 3) // as many as are let in at one time
                .mapToObj(n -> new Thread(() -> image(n).post("/v1/images?pipeline=never&wait=10s")))
                .toList();
        waiting.forEach(Thread::start);
        await().until(() -> given().get("/q/metrics").asString().contains("kawara_gateway_requests 3.0"));

        problem(image(14).post("/v1/images"), 429, "busy").then().header("Retry-After", equalTo("1"));

        await().until(() -> given().get("/q/metrics").asString().contains("kawara_gateway_requests 0.0"));
        image(14).post("/v1/images?wait=20s").then().statusCode(200);
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        byte[] large = new byte[33 << 20];
        for (var body : List.of(
                HttpRequest.BodyPublishers.ofByteArray(large),
                HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large)))) { // chunked: no length in the head
            var request = HttpRequest.newBuilder(
                            URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/images"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("Content-Type", "image/png")
                    .POST(body)
                    .build();
            var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(response.body()).contains("urn:kawara:problem:too-large");
        }
    }

    @Test
    void letsOthersInAfterItCutARequestOff() throws Exception {
        byte[] endless = new byte[40 << 20];
        var request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/images"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "image/png")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(endless)))
                .build();
        try {
            var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
            assertThat(response.statusCode()).isEqualTo(413);
        } catch (IOException closed) {
            // before the client had read why
        }

        await().until(() -> given().get("/q/metrics").asString().contains("kawara_gateway_bytes 0.0"));
    }

    @Test
    void refusesWhatIsNoImage() {
        problem(given().contentType("image/jpeg").body(LIST).post("/v1/images"), 415, "not-an-image");
        problem(given().contentType("text/plain").body(LIST).post("/v1/images"), 415, "not-an-image");
        problem(given().multiPart("a", "list.txt", LIST).post("/v1/images"), 415, "not-an-image")
                .then()
                .body("detail", startsWith("'list.txt'"));
    }

    @Test
    void refusesAnUnknownPipelineAndNamesTheNearest() {
        problem(image(13).post("/v1/images?pipeline=defualt"), 422, "unknown-pipeline")
                .then()
                .body("detail", containsString("did you mean 'default'?"))
                .body("known", hasItems("default", "late", "never"));
    }

    @Test
    void saysWhatIsNotThere() {
        problem(given().get("/v1/images/0-99999999"), 404, "not-found");
        problem(given().get("/v1/images/99-0"), 404, "not-found");
        problem(given().get("/v1/images/nonsense/content"), 404, "not-found");
        problem(given().get("/v1/nowhere"), 404, null);
        problem(given().get("/nowhere.html"), 404, null);
        problem(given().delete("/v1/pipelines"), 405, null);
    }

    @Test
    void listsPipelinesAndModels() {
        given().get("/v1/pipelines")
                .then()
                .statusCode(200)
                .body("name", equalTo(List.of("default", "late", "never", "scans", "tags")));
        given().get("/v1/models")
                .then()
                .statusCode(200)
                .body("[0].name", equalTo("slips-image"))
                .body("[0].champion.version", equalTo(2))
                .body("[0].versions.version", equalTo(List.of(1, 2)));
    }

    @Test
    void showsThePageAndItsRules() {
        given().get("/")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/html"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("X-Content-Type-Options", equalTo("nosniff"));
        given().get("/q/swagger-ui/").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200).body(containsString("kawara_gateway_requests"));
    }

    private static RequestSpecification image(int rgb) {
        return given().contentType("image/png").body(Images.png(rgb));
    }

    private static byte[] content(String id) {
        return given().get("/v1/images/" + id + "/content").asByteArray();
    }

    private static Response problem(Response response, int status, String code) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", equalTo(code == null ? "about:blank" : "urn:kawara:problem:" + code));
        return response;
    }
}
