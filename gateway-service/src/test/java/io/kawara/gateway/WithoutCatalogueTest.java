package io.kawara.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.kawara.local.Broker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaInJvm.class)
@TestProfile(WithoutCatalogueTest.Nowhere.class)
class WithoutCatalogueTest {
    public static class Nowhere implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kawara.catalogue", "http://127.0.0.1:" + Broker.freePort());
        }
    }

    @BeforeEach
    void waitUntilReady() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void saysThatTheCatalogueIsAway() {
        away(given().get("/v1/data?pipeline=default"));
        away(given().get("/v1/trainings/stream"));
        away(given().delete("/v1/trainings/t-1"));
        away(given().get("/v1/images/an-old-id"));
        away(given().get("/v1/images/an-old-id/content"));
    }

    @Test
    void answersImagesAndTakesLabelsAllTheSame() {
        String id = given().contentType("image/png")
                .body(Images.png(1))
                .post("/v1/images?wait=20s")
                .then()
                .statusCode(200)
                .extract()
                .path("id");

        given().contentType("application/json")
                .body(Map.of("image", id, "pipeline", "default", "labels", "slip"))
                .post("/v1/labels")
                .then()
                .statusCode(202);
    }

    private static void away(Response response) {
        response.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:kawara:problem:unavailable"))
                .body("detail", containsString("The catalogue at http://127.0.0.1:"));
    }
}
