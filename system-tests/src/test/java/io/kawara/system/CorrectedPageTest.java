package io.kawara.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Label;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Task;
import io.kawara.messaging.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** A page whose boxes somebody corrects on the review page, by keys and by pointer, and what becomes of it on {@code labels}. */
class CorrectedPageTest {
    private static final String PIPELINE = "review-pages";
    private static final List<CharacterBox> FOUND = List.of(
            new CharacterBox("U+3042", 0.9, 800, 100, 100, 100),
            new CharacterBox("U+306F", 0.4, 800, 300, 100, 100),
            new CharacterBox("U+4EBA", 0.9, 800, 500, 100, 100),
            CharacterBox.found(0.9, 800, 700, 100, 100));

    private RunningStack stack;
    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        browser = new Browser(1280, 1000);
        stack = RunningStack.withCatalogue();
        stack.registry("test")
                .put(new Pipeline(
                        PIPELINE,
                        null,
                        null,
                        Task.PAGES,
                        null,
                        List.of(new Member("nobody", Stage.DETECTOR, 1)),
                        Map.of(),
                        null,
                        null));
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aCorrectedPageIsALabel() throws Exception {
        // Given
        Submission image = show();

        // When
        press("d"); // the doubtful one
        browser.await(page -> chosen() == 1);
        press("t");
        press("\u307b" + Keys.ENTER);
        press(Keys.SHIFT, Keys.ARROW_RIGHT);
        press(Keys.ALT, Keys.ARROW_DOWN);
        press("n");
        browser.await(page -> chosen() == 2);
        press(Keys.DELETE);
        browser.await(page -> boxes() == 3);
        press(Keys.ENTER); // the last one does not say what it holds
        browser.await(page -> browser.find("#trouble").getText().contains("does not say what it holds"));
        press("t");
        press("U+72AC" + Keys.ENTER);
        draw();
        press("\u6708" + Keys.ENTER);
        browser.await(page -> boxes() == 4);
        press("b"); // one in the middle, which is taken back
        browser.await(page -> boxes() == 5);
        press(Keys.ESCAPE + "z");
        browser.await(page -> boxes() == 4);
        browser.keepPicture("corrected.png");
        press(Keys.ENTER);

        // Then
        Label label = await().atMost(Duration.ofMinutes(1))
                .until(() -> label(image), Optional::isPresent)
                .orElseThrow();
        assertThat(label.source()).isEqualTo("review:asked");
        assertThat(label.characters())
                .extracting(CharacterBox::code)
                .containsExactlyInAnyOrder("U+3042", "U+307B", "U+72AC", "U+6708");
        assertThat(label.characters()).allSatisfy(box -> assertThat(box.score()).isEqualTo(1));
        assertThat(label.characters().get(0)).isEqualTo(new CharacterBox("U+3042", 1, 800, 100, 100, 100));
        CharacterBox moved = label.characters().get(1);
        assertThat(moved.x()).isGreaterThan(800);
        assertThat(moved.y()).isEqualTo(300);
        assertThat(moved.w()).isEqualTo(100);
        assertThat(moved.h()).isGreaterThan(100);
    }

    private Submission show() throws Exception {
        try (var sender = new Sender(stack.bootstrapServers())) {
            var submission = sender.image(Pictures.page(1000, 1000, FOUND), Map.of("pipeline", "nobody-answers"));
            browser.driver.get(stack.gateway() + "#" + submission);
            browser.await(page ->
                    page.has("[data-answer=failed]")); // there is no such pipeline; what comes later is the answer
            sender.raw("results", submission.lane(), answer(submission));
            browser.await(page -> {
                page.driver.get(stack.gateway()
                        .resolve("/review.html?pipeline=" + PIPELINE + "&image=" + submission)
                        .toString());
                page.await(shown -> shown.find("#work").getDomAttribute("data-image") != null
                        || shown.find("#empty").isDisplayed());
                return page.find("#edit").isDisplayed() && boxes() == FOUND.size();
            });
            return submission;
        }
    }

    private static byte[] answer(Submission submission) {
        return Json.write(new Result(
                submission.toString(),
                submission,
                PIPELINE,
                Status.COMPLETE,
                null,
                null,
                null,
                null,
                null,
                null,
                FOUND,
                null,
                null,
                null,
                null,
                null,
                Instant.now(),
                Instant.now()));
    }

    /** On the empty left of the page. */
    private void draw() {
        browser.find("#draw").click();
        new Actions(browser.driver)
                .moveToElement(browser.find("#canvas"), -150, -50)
                .clickAndHold()
                .moveByOffset(60, 70)
                .release()
                .perform();
        browser.await(
                page -> "code".equals(page.driver.switchTo().activeElement().getDomAttribute("id")));
        browser.find("#draw").click();
        browser.find("#code").click();
    }

    private void press(CharSequence keys) {
        new Actions(browser.driver).sendKeys(keys).perform(); // to whatever has the focus
    }

    private void press(Keys held, Keys key) {
        new Actions(browser.driver).keyDown(held).sendKeys(key).keyUp(held).perform();
    }

    private int boxes() {
        return number("boxes");
    }

    private int chosen() {
        return number("pointed");
    }

    private int number(String name) {
        String number = browser.find("#page").getDomAttribute("data-" + name);
        return number == null ? -1 : Integer.parseInt(number);
    }

    private Optional<Label> label(Submission image) throws Exception {
        try (var kafka = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var lanes = kafka.partitionsFor("labels").stream()
                    .map(lane -> new TopicPartition(lane.topic(), lane.partition()))
                    .toList();
            kafka.assign(lanes);
            kafka.seekToBeginning(lanes);
            var ends = kafka.endOffsets(lanes);
            while (lanes.stream().anyMatch(lane -> kafka.position(lane) < ends.get(lane))) {
                for (var record : kafka.poll(Duration.ofSeconds(1))) {
                    var tree = Json.mapper().readTree(record.value());
                    if (image.toString().equals(tree.path("image").asText()) && tree.has("characters")) {
                        return Optional.of(Json.read(record.value(), Label.class));
                    }
                }
            }
            return Optional.empty();
        }
    }
}
