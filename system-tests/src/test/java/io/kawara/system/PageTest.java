package io.kawara.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page, as a person uses it, in a headless Chromium. Pictures of it lie in {@code target/page}. */
class PageTest {
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private ChromeDriver browser;
    private WebDriverWait soon;

    @BeforeEach
    void open() throws Exception {
        if (!Files.isExecutable(DRIVER) || !Files.isExecutable(CHROMIUM)) {
            Assumptions.abort(
                    "no Chromium with its driver is installed here (apt-get install chromium chromium-driver)");
        }
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync");
        var driver = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        browser = new ChromeDriver(driver, options);
        soon = new WebDriverWait(browser, Duration.ofSeconds(60));
        browser.get(RunningStack.shared().gateway().toString());
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    void showsTheAnswerToAnImageThatIsChosen() throws Exception {
        browser.manage().window().setSize(new Dimension(1280, 900));
        Path image = RunningStack.samples().get(0);

        browser.findElement(By.cssSelector("input[type=file]")).sendKeys(image.toString());

        soon.until(page ->
                !page.findElements(By.cssSelector("[data-answer=complete]")).isEmpty());
        assertThat(browser.findElement(By.cssSelector("[data-answer=complete]")).getText())
                .contains("slips-image");
        assertThat(browser.findElements(By.cssSelector("[data-line]"))).isNotEmpty();
        keepPicture("answer.png");
    }

    @Test
    void fitsANarrowWindow() throws Exception {
        browser.manage().window().setSize(new Dimension(500, 900));
        browser.findElement(By.cssSelector("input[type=file]"))
                .sendKeys(RunningStack.samples().get(1).toString());
        soon.until(page ->
                !page.findElements(By.cssSelector("[data-answer=complete]")).isEmpty());

        long wider = (Long) browser.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");

        assertThat(wider).isZero();
        keepPicture("narrow.png");
    }

    @Test
    void followsTheStream() throws Exception {
        try (var sender = new Sender(RunningStack.shared().bootstrapServers())) {
            var submission = sender.image(RunningStack.shared().sample());

            soon.until(
                    page -> page.findElement(By.cssSelector("body")).getText().contains(submission.toString()));
        }
    }

    private void keepPicture(String name) throws Exception {
        Path folder = Files.createDirectories(Path.of("target/page"));
        Files.write(folder.resolve(name), browser.getScreenshotAs(OutputType.BYTES));
    }
}
