package io.kawara.trainer.catalogue;

import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Wire;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Takes records in together with how far their topics were read then: both or nothing. For one thread.
 *
 * <p>A record that is no message, or that the database takes in no way, goes to its topic's dead letters.
 */
final class Recorder {
    private static final Logger LOG = Logger.getLogger(Recorder.class);

    private final Intake intake;
    private final Consumer<ProducerRecord<byte[], byte[]>> deadLetters;
    private final Map<TopicPartition, Long> at = new HashMap<>();

    Recorder(Intake intake, Consumer<ProducerRecord<byte[], byte[]>> deadLetters) {
        this.intake = intake;
        this.deadLetters = deadLetters;
    }

    /** Goes to where the catalogue is. */
    void begin(Jdbi jdbi) {
        at.clear();
        at.putAll(jdbi.withHandle(Progress::read));
    }

    /** The offset that comes next on a lane; null where nothing was read. */
    Long next(TopicPartition lane) {
        return at.get(lane);
    }

    /**
     * Takes records in.
     *
     * @param positions what comes next on each of their lanes
     * @throws Halted if one of them cannot be kept now; those before it are
     * @throws Progress.Overtaken if somebody else has taken them in: {@link #begin} again
     */
    void take(Jdbi jdbi, List<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, Long> positions) {
        try {
            jdbi.useTransaction(handle -> {
                for (var record : records) {
                    take(handle, record);
                }
                positions.forEach((lane, next) -> Progress.advance(handle, lane, at.get(lane), next));
            });
            at.putAll(positions);
        } catch (Halted e) {
            oneByOne(jdbi, records);
        } catch (JdbiException e) {
            if (!isOfTheRecord(e)) {
                throw e;
            }
            oneByOne(jdbi, records);
        }
    }

    /** So that whatever lies before a record that cannot be kept is kept, and one that cannot be written at all is the only one. */
    private void oneByOne(Jdbi jdbi, List<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            try {
                one(jdbi, record, this::take);
            } catch (JdbiException e) {
                if (!isOfTheRecord(e)) {
                    throw e;
                }
                one(jdbi, record, (handle, unwritable) -> bury(unwritable, innermost(e)));
            }
        }
    }

    private interface Taking {
        void take(Handle handle, ConsumerRecord<byte[], byte[]> record);
    }

    private void one(Jdbi jdbi, ConsumerRecord<byte[], byte[]> record, Taking taking) {
        var lane = lane(record);
        long next = record.offset() + 1;
        jdbi.useTransaction(handle -> {
            taking.take(handle, record);
            Progress.advance(handle, lane, at.get(lane), next);
        });
        at.put(lane, next);
    }

    private void take(Handle handle, ConsumerRecord<byte[], byte[]> record) {
        try {
            intake.take(handle, record);
        } catch (InvalidMessage e) {
            bury(record, e.getMessage());
        } catch (IOException e) {
            throw new Halted(lane(record) + " at " + record.offset() + " cannot be archived: " + e, e);
        }
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, String cause) {
        LOG.errorf(
                "Passed over a record. topic=%s lane=%d offset=%d cause=%s",
                record.topic(), record.partition(), record.offset(), cause);
        deadLetters.accept(Wire.deadLetter(record, cause));
    }

    /** Whether the database works, and does not take these values: SQL's classes "data exception" and "integrity constraint violation". */
    private static boolean isOfTheRecord(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }

    static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    static TopicPartition lane(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
