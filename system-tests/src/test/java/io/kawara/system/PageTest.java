package io.kawara.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;

/** The page, as a person uses it, in a headless Chromium. */
class PageTest {
    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        browser = new Browser(1280, 900);
        browser.driver.get(RunningStack.shared().gateway().toString());
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void showsTheAnswerToAnImageThatIsChosen() throws Exception {
        Path image = RunningStack.samples().get(0);

        browser.find("input[type=file]").sendKeys(image.toString());

        browser.await(page -> page.has("[data-answer=complete]"));
        assertThat(browser.find("[data-answer=complete]").getText()).contains("slips-image");
        assertThat(browser.driver.findElements(By.cssSelector("[data-line]"))).isNotEmpty();
        browser.keepPicture("answer.png");
    }

    @Test
    void fitsANarrowWindow() throws Exception {
        browser.driver.manage().window().setSize(new Dimension(500, 900));
        browser.find("input[type=file]").sendKeys(RunningStack.samples().get(1).toString());
        browser.await(page -> page.has("[data-answer=complete]"));

        long wider = (Long) browser.driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");

        assertThat(wider).isZero();
        browser.keepPicture("narrow.png");
    }

    @Test
    void followsTheStream() throws Exception {
        try (var sender = new Sender(RunningStack.shared().bootstrapServers())) {
            var submission = sender.image(RunningStack.shared().sample());

            browser.await(page -> page.find("body").getText().contains(submission.toString()));
        }
    }
}
