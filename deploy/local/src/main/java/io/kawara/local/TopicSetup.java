package io.kawara.local;

import io.kawara.contracts.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates Kawara's topics on a broker. Doing it again changes nothing: what is there stays as it is.
 *
 * <p>All topics of {@link Topics#lanes} get the same number of partitions.
 */
public final class TopicSetup {
    private static final long DAY = 24L * 60 * 60 * 1000;
    private static final long IMAGE_BYTES = 2L << 30;

    private final Topics topics;
    private final int lanes;

    public TopicSetup(Topics topics, int lanes) {
        if (lanes < 1) {
            throw new IllegalArgumentException("the lanes' topics need at least one partition: " + lanes);
        }
        this.topics = topics;
        this.lanes = lanes;
    }

    /** Creates what is missing and returns the names of what was created. */
    public List<String> createMissing(Admin admin) throws InterruptedException {
        var created = new ArrayList<String>();
        var wanted = new LinkedHashMap<String, NewTopic>();
        all().forEach(topic -> wanted.put(topic.name(), topic));
        try {
            Set<String> present = admin.listTopics().names().get();
            wanted.keySet().removeAll(present);
            for (var creation : admin.createTopics(wanted.values()).values().entrySet()) {
                try {
                    creation.getValue().get();
                    created.add(creation.getKey());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Kafka's topics cannot be created: " + e.getCause().getMessage(), e.getCause());
        }
        return created;
    }

    private List<NewTopic> all() {
        var all = new ArrayList<NewTopic>();
        for (String lane : topics.lanes()) {
            boolean carriesImages = lane.equals(topics.images()) || lane.equals(topics.characters());
            all.add(topic(
                    lane, lanes, carriesImages ? images() : lane.equals(topics.results()) ? results() : retention(30)));
        }
        all.add(topic(topics.registry(), 1, Map.of("cleanup.policy", "compact")));
        all.add(topic(topics.agreements(), 1, Map.of("cleanup.policy", "compact")));
        all.add(topic(topics.modelEvents(), 1, Map.of("retention.ms", "-1")));
        all.add(topic(topics.labels(), lanes, Map.of("retention.ms", "-1")));
        all.add(topic(topics.trainings(), lanes, retention(30)));
        for (NewTopic topic : List.copyOf(all)) {
            all.add(topic(Topics.dead(topic.name()), 1, retention(30)));
        }
        return all;
    }

    /** The images themselves fill disks: a bound for all lanes together, in segments small enough for it to bite. */
    private Map<String, String> images() {
        return Map.of(
                "retention.ms", Long.toString(7 * DAY),
                "retention.bytes", Long.toString(IMAGE_BYTES / lanes),
                "segment.bytes", Long.toString(64L << 20));
    }

    /**
     * An answer that was deleted goes when its key is compacted, after as long as Kafka keeps its image anyway. Until then nobody misses an answer, also
     * where an id is sent again; after that the topic keeps an id's latest one.
     */
    private static Map<String, String> results() {
        return Map.of(
                "cleanup.policy", "compact,delete",
                "retention.ms", Long.toString(30 * DAY),
                "min.compaction.lag.ms", Long.toString(7 * DAY),
                "max.compaction.lag.ms", Long.toString(8 * DAY));
    }

    private static Map<String, String> retention(int days) {
        return Map.of("retention.ms", Long.toString(days * DAY));
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, partitions, (short) 1).configs(settings);
    }
}
