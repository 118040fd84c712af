package io.kawara.messaging;

import io.kawara.contracts.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/** Makes sure, before a service works, that all pipeline topics exist and have the same number of partitions. */
public final class Lanes {
    private static final Logger LOG = Logger.getLogger(Lanes.class);

    /** The topics do not fit together: nothing a retry mends. */
    public static final class Mismatch extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Mismatch(String message) {
            super(message);
        }
    }

    /**
     * Waits for Kafka as long as it takes, then returns the number of lanes.
     *
     * @throws Mismatch if a topic is missing or its number of partitions differs from that of {@code images}
     */
    public static int await(String bootstrapServers, Topics topics) throws InterruptedException {
        boolean said = false;
        while (true) {
            try (Admin admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000))) {
                return check(partitions(admin, topics.lanes()));
            } catch (ExecutionException | KafkaException e) { // the latter where the host's name is not known yet
                if (!said) {
                    LOG.warnf(
                            "Waiting for Kafka at %s: %s",
                            bootstrapServers, (e.getCause() == null ? e : e.getCause()).getMessage());
                    said = true;
                }
                Thread.sleep(1_000);
            }
        }
    }

    private static Map<String, Integer> partitions(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException {
        Map<String, Integer> partitions = new TreeMap<>();
        for (var topic : admin.describeTopics(names).topicNameValues().entrySet()) {
            partitions.put(topic.getKey(), count(topic.getKey(), topic.getValue()));
        }
        return partitions;
    }

    private static int count(String name, KafkaFuture<org.apache.kafka.clients.admin.TopicDescription> description)
            throws ExecutionException, InterruptedException {
        try {
            return description.get().partitions().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new Mismatch("The topic " + name
                        + " does not exist: create it with as many partitions as the other pipeline topics.");
            }
            throw e;
        }
    }

    static int check(Map<String, Integer> partitions) {
        int lanes = partitions.entrySet().stream()
                .filter(topic -> topic.getKey().endsWith("images"))
                .mapToInt(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        partitions.forEach((topic, count) -> {
            if (count != lanes) {
                throw new Mismatch("The topic " + topic + " has " + count + " partitions and images has " + lanes
                        + ": give all pipeline topics the same number.");
            }
        });
        return lanes;
    }

    private Lanes() {}
}
