package io.kawara.trainer.jobs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives the partitions of a topic to a group's members so that no request waits for a busy worker while another is idle: who trains keeps the
 * partition that its request lies on, and all others go to those who do not train, if there are any.
 */
public final class IdleFirst implements ConsumerPartitionAssignor, Configurable {
    /** The configuration's key of an {@link AtomicInteger}: the partition that the member's training lies on, or {@link #IDLE}. */
    static final String BUSY_WITH = "kawara.busy.with";

    static final int IDLE = -1;

    private AtomicInteger busyWith = new AtomicInteger(IDLE);

    @Override
    public void configure(Map<String, ?> settings) {
        if (settings.get(BUSY_WITH) instanceof AtomicInteger shared) {
            busyWith = shared;
        }
    }

    @Override
    public String name() {
        return "idle-first";
    }

    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(busyWith.get()).flip();
    }

    @Override
    public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
        var members = new TreeMap<String, Integer>();
        Set<String> topics = new HashSet<>();
        group.groupSubscription().forEach((member, subscription) -> {
            var said = subscription.userData();
            members.put(member, said == null || said.remaining() < Integer.BYTES ? IDLE : said.getInt(said.position()));
            topics.addAll(subscription.topics());
        });
        var assignments = new HashMap<String, Assignment>();
        var given = new HashMap<String, List<TopicPartition>>();
        members.keySet().forEach(member -> given.put(member, new ArrayList<>()));
        for (String topic : topics) {
            give(topic, cluster.partitionCountForTopic(topic), members, given);
        }
        given.forEach((member, partitions) -> assignments.put(member, new Assignment(partitions)));
        return new GroupAssignment(assignments);
    }

    /** @param members by name, what each is busy with */
    private static void give(
            String topic, Integer partitions, Map<String, Integer> members, Map<String, List<TopicPartition>> given) {
        var idle = members.keySet().stream()
                .filter(member -> members.get(member) == IDLE)
                .toList();
        var others = idle.isEmpty() ? List.copyOf(members.keySet()) : idle;
        int turn = 0;
        for (int partition = 0; partition < (partitions == null ? 0 : partitions); partition++) {
            int number = partition;
            String owner = members.keySet().stream()
                    .filter(member -> members.get(member) == number)
                    .findFirst()
                    .orElse(null);
            given.get(owner != null ? owner : others.get(turn++ % others.size()))
                    .add(new TopicPartition(topic, partition));
        }
    }
}
