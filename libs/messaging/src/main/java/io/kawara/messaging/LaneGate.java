package io.kawara.messaging;

import io.kawara.contracts.Topics;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.common.Metric;

/**
 * Closed until the topics are seen to fit together. It waits for Kafka on a thread of its own, so that health can answer meanwhile.
 *
 * <p>Thread-safe.
 */
public final class LaneGate {
    private final CountDownLatch open = new CountDownLatch(1);

    /** @param misfit told in a sentence that the topics do not fit, which no retry mends: the gate stays closed */
    public LaneGate(String bootstrapServers, Topics topics, Consumer<String> misfit) {
        Thread waiting = new Thread(
                () -> {
                    try {
                        Lanes.await(bootstrapServers, topics);
                        open.countDown();
                    } catch (Lanes.Mismatch e) {
                        misfit.accept(e.getMessage());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "lanes");
        waiting.setDaemon(true);
        waiting.start();
    }

    public void await() throws InterruptedException {
        open.await();
    }

    /** Whether the topics fit, and {@code consumer}, if there is one yet, has a connection to Kafka. */
    public boolean isOpenTo(org.apache.kafka.clients.consumer.Consumer<?, ?> consumer) {
        return open.getCount() == 0
                && consumer != null
                && consumer.metrics().values().stream().anyMatch(LaneGate::isConnection);
    }

    private static boolean isConnection(Metric metric) {
        return metric.metricName().name().equals("connection-count") && ((Number) metric.metricValue()).intValue() > 0;
    }
}
