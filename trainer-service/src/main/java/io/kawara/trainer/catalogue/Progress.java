package io.kawara.trainer.catalogue;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;

/** How far the catalogue has read each topic. */
final class Progress {
    /** The offset that comes next, of each partition that was ever read. */
    static Map<TopicPartition, Long> read(Handle handle) {
        var next = new HashMap<TopicPartition, Long>();
        handle.createQuery("select topic, lane, next_offset from progress")
                .map((row, context) -> Map.entry(
                        new TopicPartition(row.getString("topic"), row.getInt("lane")), row.getLong("next_offset")))
                .forEach(at -> next.put(at.getKey(), at.getValue()));
        return next;
    }

    /**
     * Goes on from one offset to another.
     *
     * @param from null where nothing was read
     * @throws Overtaken if the catalogue is not at {@code from}: whoever read on meanwhile has written what was read
     */
    static void advance(Handle handle, TopicPartition lane, Long from, long to) {
        int changed = from == null
                ? handle.execute(
                        "insert into progress values (?, ?, ?) on conflict do nothing",
                        lane.topic(),
                        lane.partition(),
                        to)
                : handle.execute(
                        "update progress set next_offset = ? where topic = ? and lane = ? and next_offset = ?",
                        to,
                        lane.topic(),
                        lane.partition(),
                        from);
        if (changed == 0) {
            throw new Overtaken(lane);
        }
    }

    /** Another process follows the topics into the same database. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Overtaken(TopicPartition lane) {
            super("another catalogue reads " + lane + " into the same database");
        }
    }

    private Progress() {}
}
