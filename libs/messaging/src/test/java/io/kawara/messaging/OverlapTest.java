package io.kawara.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OverlapTest {
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Test
    void preparesTheNextBatchWhileOneIsAnswered() throws Exception {
        try (Overlap overlap = new Overlap("test")) {
            CountDownLatch secondPrepared = new CountDownLatch(1);
            CompletableFuture<Boolean> firstSawSecond = new CompletableFuture<>();
            overlap.submit(() -> 1, one -> completed(firstSawSecond, secondPrepared), failures::add)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            overlap.submit(
                            () -> {
                                secondPrepared.countDown();
                                return 2;
                            },
                            two -> CompletableFuture.completedFuture(null),
                            failures::add)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(firstSawSecond.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void answersInTheOrderTheyCame() throws Exception {
        List<Integer> answered = new CopyOnWriteArrayList<>();
        try (Overlap overlap = new Overlap("test")) {
            CountDownLatch all = new CountDownLatch(50);
            for (int i = 0; i < 50; i++) {
                int batch = i;
                overlap.submit(
                                () -> batch,
                                b -> {
                                    answered.add(b);
                                    all.countDown();
                                    return CompletableFuture.completedFuture(null);
                                },
                                failures::add)
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
            }
            assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(answered).isSorted().hasSize(50);
    }

    @Test
    void goesOnAfterAFailureAndTellsOfIt() throws Exception {
        try (Overlap overlap = new Overlap("test")) {
            overlap.submit(
                            () -> {
                                throw new IllegalStateException("preparing");
                            },
                            none -> CompletableFuture.completedFuture(null),
                            failures::add)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            overlap.submit(
                            () -> 2,
                            two -> {
                                throw new IllegalStateException("answering");
                            },
                            failures::add)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            CompletableFuture<Void> third = new CompletableFuture<>();
            overlap.submit(
                    () -> 3,
                    three -> {
                        third.complete(null);
                        return third;
                    },
                    failures::add);
            third.get(10, TimeUnit.SECONDS);
            assertThat(failures).extracting(Throwable::getMessage).containsExactly("preparing", "answering");
        }
    }

    private static CompletableFuture<Void> completed(CompletableFuture<Boolean> saw, CountDownLatch latch) {
        try {
            saw.complete(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            saw.completeExceptionally(e);
        }
        return CompletableFuture.completedFuture(null);
    }
}
