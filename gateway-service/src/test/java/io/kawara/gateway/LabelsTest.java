package io.kawara.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Label;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaInJvm.class)
class LabelsTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @BeforeEach
    void waitUntilReady() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // a machine that builds is slow
        await().until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void putsALabelOnItsTopic() throws Exception {
        Instant before = Instant.now();
        String id = taken("{'image':'i-1','pipeline':'default','labels':['slip'],'by':'mori','source':'review'}")
                .path("ids[0]");

        ConsumerRecord<String, byte[]> record = record(id);
        assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7.*");
        assertThat(Wire.header(record.headers(), Headers.TYPE)).contains(Label.TYPE);
        Label label = Json.read(record.value(), Label.class);
        assertThat(label.at()).isBetween(before, Instant.now());
        assertThat(label)
                .isEqualTo(new Label(
                        id,
                        "i-1",
                        "default",
                        Label.Kind.HUMAN,
                        "mori",
                        "review",
                        label.at(),
                        List.of("slip"),
                        null,
                        null,
                        null,
                        null,
                        false,
                        null));
    }

    @Test
    void takesSeveralInTheirOrder() throws Exception {
        List<String> ids = taken("[{'id':'mine','image':'i-2','pipeline':'default','labels':'slip'},"
                        + "{'image':'i-3','pipeline':'tags','labels':['slip','letter'],'golden':true}]")
                .path("ids");

        assertThat(ids).hasSize(2).first().isEqualTo("mine");
        assertThat(label(ids.get(0)).image()).isEqualTo("i-2");
        assertThat(label(ids.get(1)).labels()).containsExactly("slip", "letter");
        assertThat(label(ids.get(1)).golden()).isTrue();
    }

    @Test
    void namesWhoGaveIt() throws Exception {
        String body = "{'image':'i-4','pipeline':'default','labels':['slip']}".replace('\'', '"');
        String nobody = give(body).path("ids[0]");
        String user = given().header("X-Forwarded-User", "sato")
                .contentType("application/json")
                .body(body)
                .post("/v1/labels")
                .path("ids[0]");

        assertThat(label(nobody).by()).isEqualTo("anonymous");
        assertThat(label(user).by()).isEqualTo("sato");
    }

    @Test
    void takesALabelBack() throws Exception {
        String first = taken("{'image':'i-5','pipeline':'default','labels':['slip'],'by':'mori'}")
                .path("ids[0]");
        String second = taken("{'image':'i-5','pipeline':'default','withdraws':'" + first + "','by':'mori'}")
                .path("ids[0]");

        assertThat(label(second).withdraws()).isEqualTo(first);
        assertThat(label(second).labels()).isEmpty();
    }

    @Test
    void takesThePageThatAPersonCorrected() throws Exception {
        String id = taken("{'image':'i-6','pipeline':'scans','characters':[{'code':'U+306F','score':0.4,'found':0.9,"
                        + "'x':1,'y':2,'w':30,'h':40,'alternatives':[{'code':'U+307B','score':0.3}]}]}")
                .path("ids[0]");

        assertThat(label(id).characters()).containsExactly(new CharacterBox("U+306F", 1, 1, 2, 30, 40));
    }

    @Test
    void refusesAnUnknownClassAndNamesTheNearest() {
        refused("{'image':'i','pipeline':'default','labels':['slpi']}", 422, "unknown-class", "'slpi'")
                .then()
                .body("nearest[0]", equalTo("slip"));
        refused(
                "[{'image':'i','pipeline':'default','labels':['slip']},{'image':'i','pipeline':'default','labels':['x']}]",
                422,
                "unknown-class",
                "Label 2 of 2");
    }

    @Test
    void refusesWhatThePipelineCouldNotLearn() {
        refused("{'image':'i','pipeline':'default','labels':['slip','letter']}", 422, "not-a-label", "one label");
        refused("{'image':'i','pipeline':'default','characters':[]}", 422, "not-a-label", "this says 0");
        refused("{'image':'i','pipeline':'scans','labels':['slip']}", 422, "not-a-label", "characters");
        refused("{'image':'i','pipeline':'defualt','labels':['slip']}", 422, "unknown-pipeline", "'default'");
    }

    @Test
    void refusesWhatItCannotRead() {
        refused("{'image':", 400, "bad-request", "line 1");
        refused("", 400, "bad-request", "no body");
        refused("[]", 400, "bad-request", "a label or a list");
        refused("[null]", 400, "bad-request", "null");
        refused("'words'", 400, "bad-request", "not as it should be");
        refused("{'image':'i','pipeline':'default','label':'slip'}", 400, "bad-request", "'label'");
        refused("{'image':'i','pipeline':'default','labels':{}}", 400, "bad-request", "labels");
        refused("{'pipeline':'default','labels':['slip']}", 400, "bad-request", "needs 'image'");
        refused("{'image':'i','labels':['slip']}", 400, "bad-request", "needs 'pipeline'");
        refused("{'image':'i','pipeline':'default'}", 400, "bad-request", "says nothing");
        refused("{'image':'i','pipeline':'default','labels':['slip'],'by':' '}", 400, "bad-request", "empty");
        refused(
                "{'image':'i','pipeline':'default','labels':['slip'],'withdraws':'x'}",
                400,
                "bad-request",
                "two labels");
    }

    @Test
    void refusesTooMuchAtOnce() {
        refused("[" + "{},".repeat(1000) + "{}]", 413, "too-large", "1000");
        refused("{'image':'" + "i".repeat(5 << 20) + "'}", 413, "too-large", "4 MiB");
    }

    @Test
    void refusesAnotherType() {
        given().contentType("text/plain").body("slip").post("/v1/labels").then().statusCode(415);
    }

    private static Response give(String body) {
        return given().contentType("application/json")
                .body(body.replace('\'', '"'))
                .post("/v1/labels");
    }

    private static Response taken(String body) {
        Response response = give(body);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        return response;
    }

    private static Response refused(String body, int status, String code, String words) {
        Response response = give(body);
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:kawara:problem:" + code))
                .body("detail", containsString(words));
        return response;
    }

    private Label label(String id) throws Exception {
        return Json.read(record(id).value(), Label.class);
    }

    /** It lies there already when the gateway answers. */
    private ConsumerRecord<String, byte[]> record(String id) {
        try (var kafka = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer())) {
            var lanes = kafka.partitionsFor("labels").stream()
                    .map(lane -> new TopicPartition(lane.topic(), lane.partition()))
                    .toList();
            kafka.assign(lanes);
            kafka.seekToBeginning(lanes);
            var ends = kafka.endOffsets(lanes);
            while (lanes.stream().anyMatch(lane -> kafka.position(lane) < ends.get(lane))) {
                for (var record : kafka.poll(Duration.ofSeconds(1))) {
                    if (id.equals(record.key())) {
                        return record;
                    }
                }
            }
        }
        throw new AssertionError("no label " + id + " on the topic");
    }
}
