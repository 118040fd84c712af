package io.kawara.trainer.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Topics;
import io.kawara.contracts.TrainingProgress;
import io.kawara.contracts.TrainingProgress.State;
import io.kawara.contracts.TrainingRequest;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import io.kawara.trainer.run.Stopped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Takes requests from {@code trainings}, one at a time, and commits each when it is done: the request of a worker that is killed is another's
 * after the session's timeout, and goes on from the checkpoint in the run's folder.
 *
 * <p>A training takes hours and a consumer must poll every few minutes: while a training runs in a thread of its own, this one polls with all
 * partitions paused.
 */
public final class Worker implements AutoCloseable {
    /** The consumer group of all workers. */
    public static final String GROUP = "trainers";

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Topics topics;
    private final String name;
    private final Job job;
    private final Consumer<String> say;
    private final AtomicInteger busyWith = new AtomicInteger(IdleFirst.IDLE);
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Cancellations cancellations;
    private final ExecutorService trainer = Executors.newSingleThreadExecutor(task -> new Thread(task, "training"));
    private volatile boolean closing;
    private volatile boolean lost;
    private boolean taking;
    private boolean rebalancing;

    /**
     * A worker that has not begun.
     *
     * @param name by which progress says who trains
     * @param say is told in a sentence what happens
     * @param session how long a worker that is silent keeps its request
     */
    public Worker(String servers, Topics topics, String name, Job job, Consumer<String> say, Duration session) {
        this.topics = topics;
        this.name = name;
        this.job = job;
        this.say = say;
        var settings = new HashMap<String, Object>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session.toMillis());
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) Math.min(3000, session.toMillis() / 4));
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(IdleFirst.class.getName()));
        settings.put(IdleFirst.BUSY_WITH, busyWith);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        cancellations = new Cancellations(servers, topics);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Works until it is closed, or the process is told to end. */
    public void run() throws InterruptedException {
        try (consumer;
                producer;
                cancellations) {
            cancellations.start();
            consumer.subscribe(List.of(topics.trainings()), new Pauses());
            try {
                while (!closing) {
                    consumer.resume(consumer.paused());
                    for (var record : consumer.poll(PAUSE)) { // one at most
                        taking = true;
                        take(record);
                        taking = false;
                    }
                }
            } finally {
                closing = true; // ends a training that runs, before it has nobody to tell how it gets on
            }
        } catch (WakeupException e) {
            // It was closed.
        } finally {
            trainer.shutdownNow();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        if (Wire.header(record.headers(), Headers.TYPE)
                .filter(TrainingRequest.TYPE::equals)
                .isPresent()) {
            try {
                train(record, Json.read(record.value(), TrainingRequest.class));
            } catch (InvalidMessage e) {
                var unused = producer.send(Wire.deadLetter(record, e.getMessage()));
                done(record);
            }
        } else {
            done(record); // progress, which is for others
        }
    }

    private void train(ConsumerRecord<byte[], byte[]> record, TrainingRequest request) throws InterruptedException {
        var recall = cancellations.of(request);
        if (recall.isPresent()) {
            end(record, cancelled(request, recall.get()));
            return;
        }
        say.accept("Training " + request.id() + ": " + request.file());
        Consumer<TrainingProgress> send = progress -> send(record, progress);
        send.accept(TrainingProgress.running(request.id(), name, Instant.now()));
        lost = false;
        busyWith.set(record.partition());
        consumer.enforceRebalance("a training began");
        Future<?> training = trainer.submit(() -> {
            job.train(
                    request,
                    new Reports(request.id(), name, send, () -> lost || closing, () -> cancellations.of(request)));
            return null;
        });
        while (!training.isDone()) {
            consumer.pause(consumer.assignment());
            consumer.poll(PAUSE);
        }
        var end = end(request, training);
        if (end != null) {
            end(record, end);
        }
        busyWith.set(IdleFirst.IDLE);
        consumer.enforceRebalance("a training ended");
    }

    private void end(ConsumerRecord<byte[], byte[]> record, TrainingProgress end) {
        send(record, end);
        producer.flush(); // before the request is gone
        done(record);
        say.accept("Training " + end.id() + " is " + end.state().toString().toLowerCase(Locale.ROOT)
                + (end.reason() == null ? "." : ": " + end.reason()));
    }

    private TrainingProgress cancelled(TrainingRequest request, String by) {
        return TrainingProgress.ended(request.id(), name, State.CANCELLED, "cancelled by " + by, Instant.now());
    }

    /** How a training ended; null where it is left to another worker. */
    private TrainingProgress end(TrainingRequest request, Future<?> training) throws InterruptedException {
        try {
            training.get();
            return TrainingProgress.ended(request.id(), name, State.DONE, null, Instant.now());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Stopped || e.getCause() instanceof Reports.Lost) {
                closing |= e.getCause() instanceof Stopped;
                say.accept(e.getCause().getMessage());
                return null;
            }
            if (e.getCause() instanceof Reports.Cancelled cancelled) {
                return TrainingProgress.ended(
                        request.id(), name, State.CANCELLED, cancelled.getMessage(), Instant.now());
            }
            String reason = e.getCause().getMessage() == null
                    ? e.getCause().toString()
                    : e.getCause().getMessage();
            return TrainingProgress.ended(request.id(), name, State.FAILED, reason, Instant.now());
        }
    }

    private void send(ConsumerRecord<byte[], byte[]> request, TrainingProgress progress) {
        var record = new ProducerRecord<>(topics.trainings(), request.partition(), request.key(), Json.write(progress));
        record.headers().add(Headers.TYPE, TrainingProgress.TYPE.getBytes(UTF_8));
        var unused = producer.send(record);
    }

    /** Commits a record, and goes on after it. */
    private void done(ConsumerRecord<byte[], byte[]> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        while (rebalancing || consumer.assignment().contains(partition)) {
            try {
                if (!rebalancing) {
                    consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
                    consumer.seek(partition, record.offset() + 1); // a rebalance while it was trained went back to it
                    return;
                }
            } catch (RebalanceInProgressException e) {
                // As below: the group settles while this polls.
            }
            consumer.pause(consumer.assignment());
            consumer.poll(PAUSE);
        }
    }

    /** Ends the loop after the record at hand; a training that runs is not waited for. */
    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
    }

    /** While a record is at hand no other is taken, whatever partitions come; if that of a training goes, it is lost. */
    private final class Pauses implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            rebalancing = true; // takes all partitions first, and then gives those back that stay
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            rebalancing = false;
            if (taking) {
                consumer.pause(partitions);
            }
            int mine = busyWith.get();
            if (mine != IdleFirst.IDLE) {
                lost |= partitions.stream().noneMatch(partition -> partition.partition() == mine);
            }
        }
    }
}
