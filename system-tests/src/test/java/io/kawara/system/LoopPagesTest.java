package io.kawara.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.logging.LogType;

/** The pages of the loop before the packaged services: each shows what it is for, fits its window, and breaks no rule of its own. */
class LoopPagesTest {
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

    @ParameterizedTest
    @CsvSource({
        "review.html, '#work:not([hidden]), #empty:not([hidden])', Who did what",
        "data.html, '#counts .panel', Archive",
        "models.html, '#model header', slips-image",
        "trainings.html, '#live.on', Trainings",
        "drift.html, '#drift .panel', Alerts"
    })
    void showsWhatItIsFor(String page, String shown, String words) throws Exception {
        browser.driver.get(
                RunningStack.withCatalogue().gateway().resolve("/" + page).toString());

        browser.await(now -> now.has(shown) && now.find("body").getText().contains(words));

        assertThat(browser.find("#trouble").isDisplayed()).isFalse();
        assertThat(browser.find("nav [aria-current=page]").getDomAttribute("href"))
                .isEqualTo(page);
        browser.keepPicture(page.replace(".html", ".png"));
        browser.driver.manage().window().setSize(new Dimension(500, 900));
        long wider = (Long) browser.driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(wider).isZero();
        assertThat(broken()).isEmpty();
    }

    /** What the page's scripts and its security policy complained of. */
    private List<String> broken() {
        return browser.driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> message.contains("Uncaught") || message.contains("Content Security Policy"))
                .toList();
    }
}
