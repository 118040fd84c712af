package io.kawara.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Result;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.messaging.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** An answer with characters, as the page shows it over the image. */
class CharactersOnPageTest {
    private static final int WIDTH = 2000;
    private static final int HEIGHT = 3000;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(1280, 1000);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void drawsTheBoxesThatAreSeen() throws Exception {
        show(columns(10, 20), "");

        browser.await(page -> boxes() == 200);
        double whole = scale();
        canvas("+++++");

        browser.await(page -> scale() > 5 * whole);
        assertThat(boxes()).isBetween(1, 60);
        browser.keepPicture("characters.png");
        int before = boxes();
        canvas(Keys.ARROW_LEFT.toString().repeat(60) + Keys.ARROW_UP.toString().repeat(60));
        browser.await(page -> boxes() < before); // the page's corner is empty
        canvas("0");
        browser.await(page -> boxes() == 200 && scale() == whole);
    }

    @Test
    void zoomsWhereTheWheelTurns() throws Exception {
        show(columns(10, 20), "");
        browser.await(page -> boxes() == 200);
        double whole = scale();

        browser.driver.executeScript("document.getElementById('canvas').dispatchEvent(new WheelEvent('wheel',"
                + " {deltaY: -900, clientX: 300, clientY: 500, bubbles: true, cancelable: true}))");

        browser.await(page -> scale() > 3 * whole);
    }

    @Test
    void showsTheCropAndTheAlternativesOfTheCharacterUnderThePointer() throws Exception {
        show(List.of(new CharacterBox("U+306F", 0.62, 500, 1000, 1000, 1000)), "\u306f");
        browser.await(page -> boxes() == 1);

        new Actions(browser.driver).moveToElement(browser.find("#canvas")).perform();

        browser.await(page -> browser.find("#character").isDisplayed());
        assertThat(browser.find("#character").getText()).contains("\u306f", "U+306F", "62 %", "\u307b", "30 %");
        assertThat(centreOfTheCrop()).isEqualTo("200,30,30");
        assertThat(browser.find("[aria-selected]").getText()).isEqualTo("\u306f");
    }

    @Test
    void goesThroughCharactersByKeys() throws Exception {
        var characters = columns(4, 5);
        characters.set(7, characters.get(7).read("U+4EBA", 0.4));
        show(characters, "");
        browser.await(page -> boxes() == 20);

        canvas("d");

        browser.await(page -> pointed() == 7);
        assertThat(browser.find("#said").getDomProperty("textContent")).isEqualTo("\u4eba U+4EBA, 40 %, 8 of 20");
        canvas("n");
        browser.await(page -> pointed() == 8);
        canvas("pp");
        browser.await(page -> pointed() == 6);
    }

    @Test
    void pointsFromTheTranscriptionToThePage() throws Exception {
        show(columns(4, 5), "");
        browser.await(page -> boxes() == 20);

        browser.find("[data-character='13']").click();

        browser.await(page -> pointed() == 13);
        browser.find(".transcription").sendKeys(Keys.ARROW_DOWN);
        browser.await(page -> pointed() == 14);
    }

    @Test
    void breaksLinesAsTheTranscriptionDoes() throws Exception {
        show(columns(2, 3), "\u3042\u3042\u3042\n\u3042\u3042\u3042");

        browser.await(page -> boxes() == 6);
        assertThat(browser.driver.findElements(By.cssSelector(".transcription p")))
                .hasSize(2);
    }

    @Test
    void hidesAStepOfConfidence() throws Exception {
        var characters = columns(4, 5);
        characters.set(0, characters.get(0).read("U+3042", 0.3));
        show(characters, "");
        browser.await(page -> boxes() == 20);

        browser.find("#legend .step3 input").click();

        browser.await(page -> boxes() == 19);
        assertThat(browser.find("#legend .step3").getText()).contains("below 50 %", "1");
    }

    @Test
    void showsGetaForWhatIsNotReadAndForUnknownCodes() throws Exception {
        show(
                List.of(
                        CharacterBox.found(0.9, 100, 100, 50, 50),
                        new CharacterBox("nonsense", 0.9, 100, 200, 50, 50),
                        new CharacterBox("U+D800", 0.9, 100, 300, 50, 50)),
                "");

        browser.await(page -> boxes() == 3);
        assertThat(browser.find(".transcription").getText()).isEqualTo("\u3013\u3013\u3013");
    }

    @Test
    void showsTwentyThousandBoxesInANarrowWindow() throws Exception {
        browser.driver.manage().window().setSize(new Dimension(500, 900));
        show(columns(125, 160), "");

        browser.await(page -> boxes() == 20_000);
        canvas("+++++++");
        browser.await(page -> boxes() < 2_000);
        long wider = (Long) browser.driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(wider).isZero();
        browser.keepPicture("characters-narrow.png");
    }

    /** Characters in reading order, on the inner part of the page. */
    private static List<CharacterBox> columns(int columns, int rows) {
        int width = 1800 / columns;
        int height = 2600 / rows;
        var characters = new ArrayList<CharacterBox>();
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                characters.add(new CharacterBox(
                        "U+3042",
                        0.99,
                        1900 - (column + 1) * width,
                        200 + row * height,
                        Math.max(1, width * 3 / 4),
                        Math.max(1, height * 3 / 4)));
            }
        }
        return characters;
    }

    /** Sends a page, answers it with these characters, and looks at the answer. */
    private void show(List<CharacterBox> characters, String transcription) throws Exception {
        var stack = RunningStack.shared();
        try (var sender = new Sender(stack.bootstrapServers())) {
            var submission =
                    sender.image(Pictures.page(WIDTH, HEIGHT, characters), Map.of("pipeline", "nobody-answers"));
            browser.driver.get(stack.gateway() + "#" + submission);
            browser.await(page -> page.has("[data-answer=failed]")); // there is no such pipeline
            sender.raw("results", submission.lane(), answer(submission, characters, transcription));
            browser.await(page -> {
                page.driver.navigate().refresh();
                page.await(shown -> shown.has("[data-answer=failed]") || shown.has("[data-answer=complete]"));
                return page.has("[data-answer=complete]");
            });
        }
    }

    private static byte[] answer(Submission submission, List<CharacterBox> characters, String transcription) {
        var result = new Result(
                submission.toString(),
                submission,
                "pages",
                Status.COMPLETE,
                null,
                null,
                null,
                null,
                null,
                null,
                characters,
                transcription,
                null,
                null,
                null,
                null,
                Instant.now(),
                Instant.now());
        var json = Json.mapper().valueToTree(result);
        json.get("characters").forEach(character -> {
            var others = ((ObjectNode) character).putArray("alternatives");
            others.addObject().put("code", "U+307B").put("score", 0.3);
        });
        return Json.write(json);
    }

    private void canvas(String keys) {
        browser.find("#canvas").sendKeys(keys);
    }

    private int boxes() {
        return number("boxes").map(Integer::parseInt).orElse(-1);
    }

    private int pointed() {
        return number("pointed").map(Integer::parseInt).orElse(-1);
    }

    private double scale() {
        return number("scale").map(Double::parseDouble).orElse(0.0);
    }

    private Optional<String> number(String name) {
        return Optional.ofNullable(browser.find("#page").getDomAttribute("data-" + name));
    }

    private String centreOfTheCrop() {
        var pixel = (List<?>) browser.driver.executeScript("const crop = document.querySelector('.crop');"
                + "return [...crop.getContext('2d').getImageData(crop.width / 2, crop.height / 2, 1, 1).data]");
        return pixel.subList(0, 3).stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
