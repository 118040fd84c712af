package io.kawara.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every test leaves version 2 serving, as it found it. */
@QuarkusTest
@QuarkusTestResource(KafkaInJvm.class)
class ModelsResourceTest {
    private static final String MODEL = "/v1/models/slips-image";

    @BeforeEach
    void waitUntilReady() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // a machine that builds is slow
        await().until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void promoteTheNewest() {
        send("/promote", "{'version': 2}").then().statusCode(200);
        awaitChampion(2);
    }

    @Test
    void rollsBackAndRemembersWhoDidItAndWhy() {
        String before = Instant.now().toString();
        send("/rollback", "{'to': 1, 'reason': 'worse on receipts', 'by': 'mori'}")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("previous", equalTo(2));
        awaitChampion(1);

        given().queryParam("name", "slips-image")
                .get("/v1/models/history")
                .then()
                .statusCode(200)
                .body("serving[0].version", equalTo(1))
                .body("serving[0].by", equalTo("mori"))
                .body("serving[0].reason", equalTo("worse on receipts"))
                .body("events.kind", hasItems("published", "promoted", "rolled-back"));
        given().queryParam("at", before)
                .get("/v1/models/history")
                .then()
                .statusCode(200)
                .body("serving[0].version", equalTo(2));
        given().queryParam("at", "1999-01-01T00:00:00Z")
                .get("/v1/models/history")
                .then()
                .statusCode(200)
                .body("serving", equalTo(List.of()))
                .body("events", equalTo(List.of()));
    }

    @Test
    void aVersionChallengesAndStandsDown() {
        send("/challenge", "{'version': 1, 'shadow': true, 'by': 'mori'}")
                .then()
                .statusCode(200)
                .body("shadow", equalTo(true));
        await().until(() -> Integer.valueOf(1).equals(given().get(MODEL).path("challenger.version")));
        given().get(MODEL).then().body("versions.version", equalTo(List.of(1, 2)));

        send("/dismiss", "{'reason': 'enough seen'}").then().statusCode(204);
        await().until(() -> given().get(MODEL).path("challenger") == null);
    }

    @Test
    void saysWhatCannotBe() {
        problem(send("/promote", "{'version': 9}"), 409, "conflict")
                .then()
                .body("detail", containsString("only versions [1, 2]"));
        problem(send("/challenge", "{'version': 2}"), 409, "conflict");
        problem(send("/promote", "{}"), 400, "bad-request");
        problem(given().get("/v1/models/nobody"), 404, "not-found");
        problem(
                given().contentType("application/json").body("{}").post("/v1/models/nobody/rollback"),
                404,
                "not-found");
        problem(given().queryParam("at", "yesterday").get("/v1/models/history"), 400, "bad-request");
    }

    private static void awaitChampion(int version) {
        await().until(() -> Integer.valueOf(version).equals(given().get(MODEL).path("champion.version")));
    }

    private static Response send(String below, String json) {
        return given().contentType("application/json")
                .body(json.replace('\'', '"'))
                .post(MODEL + below);
    }

    private static Response problem(Response response, int status, String code) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:kawara:problem:" + code));
        return response;
    }
}
