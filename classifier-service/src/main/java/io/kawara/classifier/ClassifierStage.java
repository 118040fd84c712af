package io.kawara.classifier;

import io.kawara.contracts.Prediction;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.ImageBytes;
import io.kawara.messaging.ImageValue;
import io.kawara.messaging.Json;
import io.kawara.messaging.LaneGate;
import io.kawara.messaging.Overlap;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.StageMetrics;
import io.kawara.messaging.Wire;
import io.kawara.serving.VotingRound;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
 * {@code images} in, what the image models say of them on {@code predictions} out, each lane in its order.
 *
 * <p>A poll is a batch: while the models run on one, the next is decoded. A batch is acknowledged when all its predictions are.
 */
@ApplicationScoped
class ClassifierStage {
    private static final Logger LOG = Logger.getLogger(ClassifierStage.class);

    private final ImageClassifier classifier;
    private final BlobStore blobs;
    private final Topics topics;
    private final StageMetrics metrics;
    private final KafkaClientService clients;
    private final MutinyEmitter<ProducerRecord<byte[], byte[]>> out;
    private final Overlap overlap = new Overlap("images");
    private final LaneGate lanes;
    private volatile boolean stopping;

    ClassifierStage(
            ImageClassifier classifier,
            BlobStore blobs,
            Topics topics,
            StageMetrics metrics,
            KafkaClientService clients,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @Channel("predictions") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> out) {
        this.classifier = classifier;
        this.blobs = blobs;
        this.topics = topics;
        this.metrics = metrics;
        this.clients = clients;
        this.out = out;
        this.lanes = new LaneGate(bootstrapServers, topics, ClassifierStage::refuse);
    }

    private record Batch(Message<ConsumerRecords<byte[], ImageValue>> polled, VotingRound<byte[]> round) {}

    void start(@Observes StartupEvent started, RegistryFollower registry) {
        registry.start();
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

    private Batch prepare(Message<ConsumerRecords<byte[], ImageValue>> batch) {
        metrics.batch(batch.getPayload().count());
        List<SubmittedImage> images = new ArrayList<>();
        for (var record : batch.getPayload()) {
            metrics.received(record.partition(), record.offset(), record.timestamp());
            images.add(new SubmittedImage(
                    Wire.submission(record),
                    Wire.pipeline(record.headers()),
                    () -> ImageBytes.of(record, blobs, ImageLimits.DEFAULT.maxBytes())));
        }
        try {
            lanes.await();
            var start = System.nanoTime();
            var prepared = new Batch(batch, classifier.prepare(images));
            metrics.took("decode", Duration.ofNanos(System.nanoTime() - start));
            return prepared;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while images were waiting", e);
        }
    }

    private CompletionStage<Void> answer(Batch batch) {
        try (var round = batch.round()) {
            var start = System.nanoTime();
            var answers = classifier.classify(round).iterator();
            metrics.took("inference", Duration.ofNanos(System.nanoTime() - start));
            var sent = new ArrayList<CompletableFuture<Void>>();
            for (var image : batch.polled().getPayload()) {
                for (var prediction : answers.next()) {
                    sent.add(send(record(image, prediction)));
                    metrics.outcome(prediction.outcome());
                }
            }
            return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .thenCompose(done -> batch.polled().ack())
                    .thenRun(() -> batch.polled()
                            .getPayload()
                            .forEach(image -> metrics.answered(image.partition(), image.offset())));
        }
    }

    private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
        return out.send(record).subscribeAsCompletionStage();
    }

    private ProducerRecord<byte[], byte[]> record(ConsumerRecord<byte[], ImageValue> image, Prediction prediction) {
        return new ProducerRecord<>(
                topics.predictions(),
                image.partition(),
                (byte[]) null,
                Json.write(prediction),
                Wire.derived(image.headers(), "io.kawara.prediction", "classifier-service"));
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
    }
}
