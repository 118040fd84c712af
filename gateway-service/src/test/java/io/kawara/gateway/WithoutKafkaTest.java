package io.kawara.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.kawara.local.Broker;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutKafkaTest.Nowhere.class)
class WithoutKafkaTest {
    public static class Nowhere implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kafka.bootstrap.servers", "127.0.0.1:" + Broker.freePort());
        }
    }

    @Test
    void isAliveButNotReady() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(503);
    }

    @Test
    void refusesImagesAndSaysWhenToComeAgain() {
        given().contentType("image/png")
                .body(Images.png(1))
                .post("/v1/images?wait=20s")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:kawara:problem:unavailable"));
    }

    @Test
    void refusesLabels() {
        given().contentType("application/json")
                .body("{\"image\":\"0-0\",\"pipeline\":\"default\",\"labels\":[\"slip\"]}")
                .post("/v1/labels")
                .then()
                .statusCode(503);
    }

    @Test
    void refusesToListWhatItDoesNotKnow() {
        given().get("/v1/pipelines").then().statusCode(503);
        given().get("/v1/models").then().statusCode(503);
        given().get("/v1/images/0-0").then().statusCode(503);
        given().get("/v1/images/0-0/content").then().statusCode(503);
    }

    @Test
    void showsThePage() {
        given().get("/").then().statusCode(200);
    }
}
