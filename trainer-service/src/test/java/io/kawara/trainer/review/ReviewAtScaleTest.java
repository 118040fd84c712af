package io.kawara.trainer.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.trainer.drift.RisenClass;
import io.kawara.trainer.labels.Answers;
import io.kawara.trainer.labels.Labels;
import io.kawara.trainer.labels.Ledger;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A batch of many images. With {@code -Dkawara.review.images=100000} the catalogue is fuller, and what a batch takes of a core is printed. */
class ReviewAtScaleTest {
    private static final int IMAGES = Integer.getInteger("kawara.review.images", 2000);
    private static final int BATCHES = Integer.getInteger("kawara.review.images", 0) > 0 ? 60 : 3;
    private static final int CLASSES = 20;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    @Test
    void aBatchOfManyImagesIsWholeAndMixed() {
        var pipeline = new Pipeline(
                Labels.PRODUCTS, null, null, null, null, List.of(new Member("m", Stage.IMAGE, 1)), null, null);
        var ledger = new Ledger().with(pipeline);
        fill(ledger);
        for (int i = 0; i < IMAGES / 50; i++) {
            ledger.take(Labels.human("l" + i, "i" + i * 3, i % 2 == 0 ? "ann" : "bob", i % 3600, "class-1"));
        }
        var queue = new ReviewQueue(ledger.jdbi(), new RisenClass(ledger.jdbi())::of);
        var millis = new double[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            long began = CLOCK.getCurrentThreadCpuTime();
            var batch = queue.next(ledger.registry(), pipeline, "ann", 10, (long) i, Set.of());
            millis[i] = (CLOCK.getCurrentThreadCpuTime() - began) / 1e6;
            assertThat(batch.items())
                    .hasSize(10)
                    .extracting(ReviewQueue.Item::image)
                    .doesNotHaveDuplicates();
            assertThat(batch.items()).extracting(ReviewQueue.Item::kind).contains(Kind.RANDOM, Kind.UNCERTAIN);
        }
        System.out.printf(
                "batches of 10 from %d images: first %.0f ms, then %.0f ms in the median, %.0f ms at most of the last"
                        + " half%n",
                IMAGES,
                millis[0],
                Arrays.stream(millis)
                        .skip(1)
                        .sorted()
                        .skip(BATCHES / 2 - 1)
                        .findFirst()
                        .orElseThrow(),
                Arrays.stream(millis).skip(BATCHES / 2).max().orElseThrow());
    }

    private static void fill(Ledger ledger) {
        var random = new Random(5);
        for (int from = 0; from < IMAGES; from += 1000) {
            int first = from;
            ledger.jdbi().useTransaction(handle -> {
                for (int i = first; i < Math.min(first + 1000, IMAGES); i++) {
                    var picture = scores(random);
                    var text = scores(random);
                    var answer = Answers.of(
                            "i" + i,
                            picture,
                            Ledger.MORNING.minus(Duration.ofMinutes(i % 40000)),
                            Answers.vote("image", 1, picture),
                            Answers.vote("text", 1, text));
                    ledger.image(handle, answer, "group-" + i / 10);
                }
            });
        }
    }

    private static Map<String, Double> scores(Random random) {
        Map<String, Double> scores = new HashMap<>();
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            double weight = Math.exp(6 * random.nextGaussian());
            scores.put("class-" + c, weight);
            sum += weight;
        }
        double whole = sum;
        scores.replaceAll((name, weight) -> weight / whole);
        return scores;
    }
}
