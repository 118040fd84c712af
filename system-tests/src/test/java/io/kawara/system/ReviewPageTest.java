package io.kawara.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kawara.contracts.CharacterBox;
import io.kawara.messaging.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The review page, as somebody works through it without a mouse, in a headless Chromium before the packaged services. */
class ReviewPageTest {
    private static final int IMAGES = 24;

    private final HttpClient http = HttpClient.newHttpClient();
    private RunningStack stack;
    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        browser = new Browser(1280, 1000);
        stack = RunningStack.withCatalogue();
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void keepsTwentyLabelsGivenByKeysLessTheOneTakenBack() throws Exception {
        // Given
        int before =
                get("/v1/review/progress?pipeline=default").path("labelled").asInt();
        try (var sender = new Sender(stack.bootstrapServers())) {
            for (int i = 0; i < IMAGES; i++) {
                sender.image(picture(new Random(i)));
            }
        }
        await().atMost(Duration.ofMinutes(2))
                .until(() -> get("/v1/review/next?pipeline=default&n=100")
                                .path("items")
                                .size()
                        >= IMAGES);
        browser.driver.get(
                stack.gateway().resolve("/review.html?pipeline=default").toString());
        browser.await(page -> !shown().isEmpty() && today() >= 0);
        int today = today();

        // When
        Set<String> images = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            images.add(shown());
            answer(i);
        }
        assertThat(images).hasSize(20);
        browser.await(page -> today() == today + 20);
        String last = shown();
        press("u");
        browser.await(page -> !shown().equals(last));

        // Then
        assertThat(images).contains(shown());
        browser.keepPicture("review.png");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> get("/v1/review/progress?pipeline=default")
                                .path("labelled")
                                .asInt()
                        == before + 19);
        String takenBack = shown();
        browser.driver.navigate().refresh();
        browser.await(page -> !shown().isEmpty() && today() == today + 19);
        images.remove(takenBack);
        assertThat(images).doesNotContain(shown());
        for (String image : images) {
            assertThat(get("/v1/images/" + image + "/labels")
                            .path("labels")
                            .get(0)
                            .path("state")
                            .asText())
                    .isEqualTo("counts");
        }
        assertThat(get("/v1/images/" + takenBack + "/labels").path("labels").findValuesAsText("state"))
                .contains("withdrawn")
                .doesNotContain("counts");
    }

    /** One that looks like no other: what looks alike is not asked twice. */
    private static byte[] picture(Random random) throws IOException {
        var boxes = Stream.generate(() -> CharacterBox.found(
                        1,
                        random.nextInt(500),
                        random.nextInt(500),
                        60 + random.nextInt(200),
                        60 + random.nextInt(200)))
                .limit(6)
                .toList();
        return Pictures.page(600, 600, boxes);
    }

    /** Enter accepts, a digit chooses, a name finds; each ends with another image on view. */
    private void answer(int turn) {
        String image = shown();
        switch (turn % 4) {
            case 0 -> press(Keys.ENTER);
            case 1 -> press("1");
            case 2 -> press("2");
            default -> {
                press("/");
                press(browser.find(".choice:not(.first) .name").getText());
                browser.await(page -> page.has("#found [aria-selected=true]"));
                press(Keys.ENTER);
            }
        }
        browser.await(page -> !shown().isEmpty() && !shown().equals(image));
    }

    private void press(CharSequence keys) {
        new Actions(browser.driver).sendKeys(keys).perform(); // to whatever has the focus
    }

    private String shown() {
        String image = browser.find("#work").getDomAttribute("data-image");
        return image == null ? "" : image;
    }

    private int today() {
        String today = browser.find("#counters").getDomAttribute("data-today");
        return today == null || today.isEmpty() ? -1 : Integer.parseInt(today);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        URI address = stack.gateway().resolve(path);
        HttpResponse<byte[]> response =
                http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
        return response.statusCode() == 200
                ? Json.mapper().readTree(response.body())
                : Json.mapper().missingNode();
    }
}
