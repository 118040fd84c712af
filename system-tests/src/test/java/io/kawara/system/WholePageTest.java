package io.kawara.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Member;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Task;
import io.kawara.local.Service;
import io.kawara.messaging.BlobStore;
import io.kawara.serving.TinyDetector;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole pages, of which only a detector says something: found, ordered and answered, however large or odd they are. */
class WholePageTest {
    /** A right column of two and a left one of one, in the order in which they are read. */
    private static final List<CharacterBox> COLUMNS =
            List.of(box(300, 40, 30, 34), box(302, 110, 30, 30), box(200, 50, 32, 36));

    private static RunningStack stack;
    private static Sender sender;
    private static Answers answers;

    @BeforeAll
    static void start() throws Exception {
        stack = RunningStack.shared();
        sender = new Sender(stack.bootstrapServers());
        answers = new Answers(stack.bootstrapServers());
        publish();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> through(page(400, 300, COLUMNS)).status() == Status.COMPLETE);
    }

    @AfterAll
    static void stop() {
        sender.close();
        answers.close();
    }

    @Test
    void aPagesCharactersComeInReadingOrder() throws Exception {
        Result answer = through(page(400, 300, COLUMNS));

        assertThat(places(answer)).isEqualTo(COLUMNS);
        assertThat(answer.characters()).allSatisfy(box -> {
            assertThat(box.code()).isEmpty();
            assertThat(box.score()).isGreaterThan(0.8);
        });
        assertThat(answer.votes())
                .hasSize(1)
                .allSatisfy(vote -> assertThat(vote.model()).isEqualTo("dark"));
    }

    @Test
    void aPageWithoutCharactersIsAnsweredWithNone() throws Exception {
        for (var page : List.of(page(400, 300, List.of()), page(400, 1, List.of()))) {
            Result answer = through(page);

            assertThat(answer.status()).isEqualTo(Status.COMPLETE);
            assertThat(answer.characters()).isEmpty();
        }
    }

    @Test
    void aPageThatCannotBeDecodedFails() throws Exception {
        Result answer = through("no image".getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(Status.FAILED);
        assertThat(answer.reason()).contains("not an image");
    }

    @Test
    void pagesAreAnsweredAfterTheDetectorWasKilled() throws Exception {
        stack.kill9(Service.DETECTOR);
        var sent = sender.image(page(400, 300, COLUMNS), Map.of(Headers.PIPELINE, "dark-pages"));
        stack.start(Service.DETECTOR);

        assertThat(places(answers.await1(sent))).isEqualTo(COLUMNS);
    }

    private static Result through(byte[] page) throws Exception {
        return answers.await1(sender.image(page, Map.of(Headers.PIPELINE, "dark-pages")));
    }

    private static List<CharacterBox> places(Result answer) {
        return answer.characters().stream()
                .map(box -> box(box.x(), box.y(), box.w(), box.h()))
                .toList();
    }

    private static CharacterBox box(int x, int y, int w, int h) {
        return CharacterBox.found(1, x, y, w, h);
    }

    private static byte[] page(int width, int height, List<CharacterBox> boxes) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLACK);
        boxes.forEach(box -> graphics.fillRect(box.x(), box.y(), box.w(), box.h()));
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    private static void publish() throws IOException {
        var registry = stack.registry("test");
        var card = TinyDetector.card("dark", 1, 400, 256, 64);
        byte[] file = TinyDetector.file(card);
        String hash = new BlobStore(stack.blobs()).put(file);
        registry.publish(
                new ModelVersion("dark", 1, card.task().toString(), hash, file.length, Instant.now(), Map.of()));
        registry.promote("dark", 1, "test");
        registry.put(new Pipeline(
                "dark-pages",
                null,
                null,
                Task.PAGES,
                null,
                List.of(new Member("dark", Stage.DETECTOR, 1)),
                Map.of(),
                null,
                null));
    }
}
