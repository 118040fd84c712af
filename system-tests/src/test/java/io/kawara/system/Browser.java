package io.kawara.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium that looks at the page; without one installed the test is skipped. Pictures of what it sees lie in {@code target/page}. */
final class Browser implements AutoCloseable {
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    final ChromeDriver driver;

    Browser(int width, int height) {
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
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
        driver.manage().window().setSize(new Dimension(width, height));
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    /** Waits until something is so, for a minute at most: a machine that builds is slow. */
    void await(Function<Browser, Boolean> so) {
        var unused =
                new WebDriverWait(driver, Duration.ofMinutes(1), Duration.ofMillis(50)).until(page -> so.apply(this));
    }

    void keepPicture(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/page"));
        Files.write(folder.resolve(name), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
