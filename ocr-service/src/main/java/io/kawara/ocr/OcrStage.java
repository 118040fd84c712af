package io.kawara.ocr;

import io.kawara.contracts.TextRead;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.ImageBytes;
import io.kawara.messaging.ImageValue;
import io.kawara.messaging.Json;
import io.kawara.messaging.LaneGate;
import io.kawara.messaging.Overlap;
import io.kawara.messaging.Registry;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.StageMetrics;
import io.kawara.messaging.Wire;
import io.kawara.vision.ImageLimits;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/**
 * {@code images} in, their words on {@code texts} out, each lane in its order.
 *
 * <p>The images of a poll are read side by side, and each is sent as soon as those before it are. A batch is acknowledged when all its texts are.
 */
@ApplicationScoped
class OcrStage {
    private static final Logger LOG = Logger.getLogger(OcrStage.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ImageReader reader;
    private final BlobStore blobs;
    private final RegistryFollower registry;
    private final Topics topics;
    private final StageMetrics metrics;
    private final KafkaClientService clients;
    private final MutinyEmitter<ProducerRecord<byte[], byte[]>> out;
    private final ExecutorService workers;
    private final Overlap overlap = new Overlap("images");
    private final LaneGate lanes;
    private volatile boolean stopping;

    OcrStage(
            ImageReader reader,
            BlobStore blobs,
            RegistryFollower registry,
            Topics topics,
            StageMetrics metrics,
            OcrConfig config,
            KafkaClientService clients,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @Channel("texts") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> out) {
        this.reader = reader;
        this.blobs = blobs;
        this.registry = registry;
        this.topics = topics;
        this.metrics = metrics;
        this.clients = clients;
        this.out = out;
        this.lanes = new LaneGate(bootstrapServers, topics, OcrStage::refuse);
        this.workers = Executors.newFixedThreadPool(OcrBeans.workers(config));
    }

    private record Reading(ConsumerRecord<byte[], ImageValue> record, CompletableFuture<Optional<TextRead>> text) {}

    private record Batch(Message<?> polled, List<Reading> readings) {}

    void start(@Observes StartupEvent started, Tessdata tessdata) {
        registry.onChange(now -> warnOfMissingLanguages(now, tessdata));
        registry.start();
    }

    private static void warnOfMissingLanguages(Registry registry, Tessdata tessdata) {
        registry.pipelines().stream().filter(pipeline -> pipeline.ocr() != null).forEach(pipeline -> {
            try {
                tessdata.require(pipeline.ocr().languages());
            } catch (MissingLanguage e) {
                LOG.warnf("No text will be read for pipeline %s: %s", pipeline.name(), e.getMessage());
            }
        });
    }

    /** Completes when the next batch may come; whether this one is answered is told by its acknowledgment. */
    @Incoming("images")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> consume(Message<ConsumerRecords<byte[], ImageValue>> batch) {
        return Uni.createFrom()
                .completionStage(() -> overlap.submit(() -> prepare(batch), this::answer, this::giveUp))
                .onFailure()
                .invoke(this::giveUp);
    }

    /** Starts the reading, so that the workers go on to the next batch while the last images of this one are read. */
    private Batch prepare(Message<ConsumerRecords<byte[], ImageValue>> batch) {
        List<ConsumerRecord<byte[], ImageValue>> records = new ArrayList<>();
        for (ConsumerRecord<byte[], ImageValue> record : batch.getPayload()) {
            metrics.received(record.partition(), record.offset(), record.timestamp());
            records.add(record);
        }
        metrics.batch(records.size());
        try {
            lanes.await();
            registry.awaitCaughtUp();
            Registry now = registryFor(records);
            return new Batch(
                    batch,
                    records.stream()
                            .map(record -> new Reading(
                                    record, CompletableFuture.supplyAsync(() -> read(record, now), workers)))
                            .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while images were waiting", e);
        }
    }

    /** Before a pipeline is called unknown, the registry is asked again: it may have been put there just before the image. */
    private Registry registryFor(List<ConsumerRecord<byte[], ImageValue>> images) throws InterruptedException {
        Registry now = registry.registry();
        boolean known = images.stream()
                .allMatch(image -> now.pipeline(Wire.pipeline(image.headers())).isPresent());
        return known ? now : registry.upToDate(PATIENCE);
    }

    private Optional<TextRead> read(ConsumerRecord<byte[], ImageValue> record, Registry now) {
        long start = System.nanoTime();
        Optional<TextRead> text = reader.read(submitted(record), now);
        metrics.took("read", Duration.ofNanos(System.nanoTime() - start));
        return text;
    }

    private SubmittedImage submitted(ConsumerRecord<byte[], ImageValue> record) {
        return new SubmittedImage(
                Wire.submission(record),
                Wire.pipeline(record.headers()),
                Wire.fields(record.headers()),
                () -> ImageBytes.of(record, blobs, ImageLimits.DEFAULT.maxBytes()));
    }

    private CompletionStage<Void> answer(Batch batch) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (Reading reading : batch.readings()) {
            reading.text()
                    .join()
                    .ifPresent(
                            text -> { // in the order of the lanes
                                metrics.outcome(text.outcome());
                                sent.add(
                                        out.send(record(reading.record(), text)).subscribeAsCompletionStage());
                            });
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .thenCompose(done -> batch.polled().ack())
                .thenRun(() -> batch.readings().forEach(reading -> answered(reading.record())));
    }

    private ProducerRecord<byte[], byte[]> record(ConsumerRecord<byte[], ImageValue> image, TextRead text) {
        return new ProducerRecord<>(
                topics.texts(),
                image.partition(),
                (byte[]) null,
                Json.write(text),
                Wire.derived(image.headers(), "io.kawara.text", "ocr-service"));
    }

    private void answered(ConsumerRecord<byte[], ImageValue> image) {
        metrics.answered(image.partition(), image.offset());
    }

    /** To go on would answer later images of the lanes first: the batch is answered after a new start. */
    private void giveUp(Throwable error) {
        if (!stopping) {
            LOG.error(
                    "A batch of images could not be answered. The service ends, and answers it when it is started again.",
                    error);
            Quarkus.asyncExit(1);
        }
    }

    private static void refuse(String misfit) {
        LOG.error(misfit);
        Quarkus.asyncExit(1);
    }

    /** Whether there is a connection to Kafka, and the topics fit together. */
    boolean isConnected() {
        var consumer = clients.getConsumer("images");
        return lanes.isOpenTo(consumer == null ? null : consumer.unwrap());
    }

    @PreDestroy
    void stop() {
        stopping = true;
        overlap.close();
        workers.shutdownNow();
    }
}
