package io.kawara.messaging;

import io.kawara.contracts.Agreement;
import io.kawara.contracts.Topics;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** How often a model's challengers in shadow said the same as its champions. */
public final class Agreements {
    private static final Logger LOG = Logger.getLogger(Agreements.class);

    /** Which versions were compared on all lanes together. */
    public record Pair(int champion, int challenger, long answers, long agreed) {}

    /**
     * The pairs of versions of {@code model}, the oldest challenger first.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException if the topic could not be read within {@code patience}
     */
    public static List<Pair> read(String bootstrapServers, Topics topics, String model, Duration patience) {
        var last = new TreeMap<String, Agreement>(); // the topic is compacted now and then only
        WholeTopic.read(bootstrapServers, topics.agreements(), patience, record -> {
            try {
                var tally = Json.read(record.value(), Agreement.class);
                last.put(tally.key(), tally);
            } catch (InvalidMessage e) {
                LOG.warnf("Left out of the agreements: %s. offset=%d", e.getMessage(), record.offset());
            }
        });
        var pairs = new TreeMap<List<Integer>, Pair>(
                Comparator.<List<Integer>>comparingInt(key -> key.get(0)).thenComparingInt(key -> key.get(1)));
        last.values().stream()
                .filter(tally -> tally.model().equals(model))
                .forEach(tally -> pairs.merge(
                        List.of(tally.challenger(), tally.champion()),
                        new Pair(tally.champion(), tally.challenger(), tally.answers(), tally.agreed()),
                        (a, b) -> new Pair(
                                a.champion(), a.challenger(), a.answers() + b.answers(), a.agreed() + b.agreed())));
        return List.copyOf(pairs.values());
    }

    private Agreements() {}
}
