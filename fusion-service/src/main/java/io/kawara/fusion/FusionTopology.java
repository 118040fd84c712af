package io.kawara.fusion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Agreement;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Result;
import io.kawara.contracts.Submission;
import io.kawara.contracts.TextRead;
import io.kawara.contracts.Topics;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jboss.logging.Logger;

/**
 * {@code images}, {@code texts}, {@code predictions} &rarr; one {@link Lane} for each partition &rarr; {@code results}; and {@code agreements}, of those who
 * answer in shadow.
 *
 * <p>An image's value is never looked at: {@link FusionStage} does not even keep it.
 */
final class FusionTopology {
    static final String CASES = "cases";
    static final String EARLY = "early";
    static final String PROGRESS = "progress";
    static final String SHADOWED = "shadowed";
    static final String TALLIES = "tallies";

    private static final Logger LOG = Logger.getLogger(FusionTopology.class);
    private static final String INTAKE = "intake";
    private static final Duration DEADLINES_EVERY = Duration.ofMillis(25);
    private static final Duration AGREEMENTS_EVERY = Duration.ofSeconds(1);

    /** Records of producers that set no time have -1, which Kafka Streams would die of. */
    private static final TimestampExtractor NO_TIME_IS_NO_HARM = (record, known) -> Math.max(0, record.timestamp());

    private static final StreamPartitioner<byte[], Answer> SAME_LANE = (topic, key, answer, count) ->
            Optional.of(Set.of(answer.result().submission().lane()));

    /** Closed cases are deleted at once: small segments, cleaned often, keep what a restart must read short. */
    private static final Map<String, String> CHANGELOG = Map.of(
            "segment.bytes",
            Integer.toString(16 << 20),
            "segment.ms",
            "600000",
            "min.cleanable.dirty.ratio",
            "0.1",
            // A page of thousands of characters, with what each may be.
            "max.message.bytes",
            Integer.toString(FusionStage.LARGEST_RECORD));

    private final Topics topics;
    private final PipelineLookup pipelines;
    private final PageVerdict pages;
    private final FusionMetrics metrics;

    FusionTopology(Topics topics, PipelineLookup pipelines, PageVerdict pages, FusionMetrics metrics) {
        this.topics = topics;
        this.pipelines = pipelines;
        this.pages = pages;
        this.metrics = metrics;
    }

    Topology build() {
        Topology topology = new Topology();
        List<String> sources = List.of(topics.images(), topics.texts(), topics.predictions());
        sources.forEach(topic -> topology.addSource(
                AutoOffsetReset.earliest(),
                topic,
                NO_TIME_IS_NO_HARM,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic));
        topology.addProcessor(INTAKE, Intake::new, sources.toArray(String[]::new));
        for (String store : List.of(CASES, EARLY, PROGRESS, SHADOWED, TALLIES)) {
            topology.addStateStore(store(store), INTAKE);
        }
        topology.addSink(
                topics.results(),
                topics.results(),
                new ByteArraySerializer(),
                (String topic, Answer answer) -> Json.write(answer.result()),
                SAME_LANE,
                INTAKE);
        topology.addSink(
                topics.agreements(),
                topics.agreements(),
                new ByteArraySerializer(),
                (String topic, Agreement agreement) -> Json.write(agreement),
                INTAKE);
        for (String topic : List.of(topics.texts(), topics.predictions())) {
            String dead = Topics.dead(topic);
            topology.addSink(dead, dead, new ByteArraySerializer(), new ByteArraySerializer(), INTAKE);
        }
        return topology;
    }

    private static StoreBuilder<KeyValueStore<Long, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Long(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG);
    }

    /** Takes in the records of one lane. */
    private final class Intake implements Processor<byte[], byte[], byte[], Object> {
        private ProcessorContext<byte[], Object> context;
        private final Deflated deflated = new Deflated();
        private Lane lane;
        private Shadows shadows;

        @Override
        public void init(ProcessorContext<byte[], Object> context) {
            this.context = context;
            int number = context.taskId().partition();
            shadows = new Shadows(
                    number, shelf(SHADOWED, Shadows.Said.class), shelf(TALLIES, Shadows.Tallies.class), pipelines);
            lane = new Lane(
                    shelf(CASES, Case.class),
                    shelf(EARLY, Early.class),
                    shelf(PROGRESS, Progress.class),
                    pipelines,
                    pages,
                    shadows,
                    this::send);
            metrics.taken(number, lane);
            context.schedule(AGREEMENTS_EVERY, PunctuationType.WALL_CLOCK_TIME, this::tell);
            context.schedule(
                    DEADLINES_EVERY, PunctuationType.WALL_CLOCK_TIME, time -> lane.expire(Instant.ofEpochMilli(time)));
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            RecordMetadata from = context.recordMetadata().orElseThrow();
            if (from.topic().equals(topics.images())) {
                submit(record, from);
                return;
            }
            try {
                boolean inTime = from.topic().equals(topics.texts())
                        ? lane.read(text(record, from), now())
                        : lane.predicted(prediction(record, from), now());
                if (!inTime) {
                    metrics.late();
                }
            } catch (InvalidMessage e) {
                bury(record, from, e.getMessage());
            }
        }

        @Override
        public void close() {
            metrics.given(context.taskId().partition(), lane);
            deflated.close();
        }

        private void tell(long time) {
            for (Agreement agreement : shadows.changes()) {
                context.forward(
                        new Record<byte[], Object>(agreement.key().getBytes(UTF_8), agreement, time),
                        topics.agreements());
            }
        }

        private void submit(Record<byte[], byte[]> record, RecordMetadata from) {
            Submission submission = new Submission(from.partition(), from.offset());
            Submitted image = new Submitted(
                    submission,
                    Wire.header(record.headers(), Headers.ID).orElse(null),
                    Wire.pipeline(record.headers()),
                    sent(record),
                    Wire.header(record.headers(), Headers.EXPIRY_TIME).orElse(null),
                    Wire.header(record.headers(), Headers.TRACE_PARENT).orElse(null));
            if (!lane.submitted(image, now())) {
                LOG.warnf(
                        "Passed over an image that came before. If the topic %s was made anew, reset the group of"
                                + " fusion as well. submission=%s",
                        topics.images(), submission);
            }
        }

        private TextRead text(Record<byte[], byte[]> record, RecordMetadata from) throws InvalidMessage {
            TextRead text = Json.read(record.value(), TextRead.class);
            checkLane(text.submission(), from);
            return text;
        }

        private Prediction prediction(Record<byte[], byte[]> record, RecordMetadata from) throws InvalidMessage {
            Prediction prediction = Json.read(record.value(), Prediction.class);
            checkLane(prediction.submission(), from);
            return prediction;
        }

        private void send(Answer answer) {
            Result result = answer.result();
            RecordHeaders headers = new RecordHeaders();
            headers.add(Headers.ID, result.id().getBytes(UTF_8));
            headers.add(Headers.PIPELINE, result.pipeline().getBytes(UTF_8));
            headers.add(Headers.TIME, result.decidedAt().toString().getBytes(UTF_8));
            headers.add(Headers.TYPE, "io.kawara.result".getBytes(UTF_8));
            headers.add(Headers.SOURCE, "fusion-service".getBytes(UTF_8));
            if (answer.traceParent() != null) {
                headers.add(Headers.TRACE_PARENT, answer.traceParent().getBytes(UTF_8));
            }
            context.forward(
                    new Record<>(
                            result.id().getBytes(UTF_8),
                            answer,
                            result.decidedAt().toEpochMilli(),
                            headers),
                    topics.results());
            metrics.answered(result);
            LOG.debugf(
                    "Answered an image. id=%s submission=%s status=%s",
                    result.id(), result.submission(), result.status());
        }

        private void bury(Record<byte[], byte[]> record, RecordMetadata from, String cause) {
            RecordHeaders headers = new RecordHeaders(record.headers());
            Wire.deadLetterHeaders(headers, cause, from.topic(), from.partition(), from.offset());
            context.forward(
                    new Record<byte[], Object>(record.key(), record.value(), record.timestamp(), headers),
                    Topics.dead(from.topic()));
            metrics.deadLetter(from.topic());
            LOG.errorf(
                    "Put a record aside that is no message. topic=%s partition=%d offset=%d cause=%s",
                    from.topic(), from.partition(), from.offset(), cause);
        }

        private Instant now() {
            return Instant.ofEpochMilli(context.currentSystemTimeMs());
        }

        private <T> Shelf<T> shelf(String store, Class<T> type) {
            return new StoreShelf<>(context.getStateStore(store), type, deflated);
        }
    }

    /** A shelf in a store of Kafka Streams. */
    private record StoreShelf<T>(KeyValueStore<Long, byte[]> store, Class<T> type, Deflated deflated)
            implements Shelf<T> {
        @Override
        public Optional<T> find(long offset) {
            return Optional.ofNullable(store.get(offset)).map(this::parse);
        }

        @Override
        public void put(long offset, T item) {
            store.put(offset, deflated.pack(Json.write(item)));
        }

        @Override
        public void remove(long offset) {
            store.delete(offset);
        }

        @Override
        public void forEach(ObjLongConsumer<T> reader) {
            try (var all = store.all()) {
                all.forEachRemaining(entry -> reader.accept(parse(entry.value), entry.key));
            }
        }

        private T parse(byte[] item) {
            try {
                return Json.read(deflated.unpack(item), type);
            } catch (InvalidMessage e) {
                throw new IllegalStateException("fusion's own state cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** When the sender says it sent the image, else when its record was made. */
    private static Instant sent(Record<byte[], byte[]> record) {
        try {
            return Wire.header(record.headers(), Headers.TIME)
                    .map(time -> OffsetDateTime.parse(time).toInstant())
                    .orElseGet(() -> Instant.ofEpochMilli(record.timestamp()));
        } catch (DateTimeParseException e) {
            return Instant.ofEpochMilli(record.timestamp()); // nothing is decided by it
        }
    }

    private static void checkLane(Submission submission, RecordMetadata from) throws InvalidMessage {
        if (submission.lane() != from.partition()) {
            throw new InvalidMessage("speaks of submission " + submission + ", which is not of this lane");
        }
    }
}
