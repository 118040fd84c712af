package io.kawara.detector;

import io.kawara.contracts.Prediction;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.ImageValue;
import io.kawara.messaging.Json;
import io.kawara.messaging.LaneGate;
import io.kawara.messaging.Overlap;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
 * {@code images} in; where the detectors see characters on them out, as each says on {@code predictions}, and together with the page on {@code characters}, each
 * lane in its order.
 *
 * <p>A poll is worked through in groups of pages that fit into memory: while the detectors look at one, the next is decoded. A poll is acknowledged
 * when everything about its pages is.
 */
@ApplicationScoped
class DetectorStage {
    private static final Logger LOG = Logger.getLogger(DetectorStage.class);

    private final CharacterDetector detector;
    private final BlobStore blobs;
    private final Topics topics;
    private final StageMetrics metrics;
    private final KafkaClientService clients;
    private final MutinyEmitter<ProducerRecord<byte[], byte[]>> predictions;
    private final MutinyEmitter<ProducerRecord<byte[], byte[]>> characters;
    private final Overlap overlap = new Overlap("images");
    private final LaneGate lanes;
    private volatile boolean stopping;

    DetectorStage(
            CharacterDetector detector,
            BlobStore blobs,
            Topics topics,
            StageMetrics metrics,
            KafkaClientService clients,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @Channel("predictions") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> predictions,
            @Channel("characters") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> characters) {
        this.detector = detector;
        this.blobs = blobs;
        this.topics = topics;
        this.metrics = metrics;
        this.clients = clients;
        this.predictions = predictions;
        this.characters = characters;
        this.lanes = new LaneGate(bootstrapServers, topics, DetectorStage::refuse);
    }

    void start(@Observes StartupEvent started, RegistryFollower registry) {
        registry.start();
    }

    /** Completes when the next poll may come; whether this one is answered is told by its acknowledgment. */
    @Incoming("images")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> consume(Message<ConsumerRecords<byte[], ImageValue>> batch) {
        metrics.batch(batch.getPayload().count());
        var pages = new ArrayList<CarriedPage>();
        for (var record : batch.getPayload()) {
            metrics.received(record.partition(), record.offset(), record.timestamp());
            pages.add(new CarriedPage(record, blobs, ImageLimits.DEFAULT.maxBytes()));
        }
        return Uni.createFrom()
                .completionStage(() -> next(new Poll(pages, batch::ack)))
                .onFailure()
                .invoke(this::giveUp);
    }

    private CompletionStage<Void> next(Poll poll) {
        return overlap.submit(() -> prepare(poll), this::answer, this::giveUp)
                .thenCompose(done -> poll.hasNext() ? next(poll) : CompletableFuture.completedStage(null));
    }

    private Poll.Group prepare(Poll poll) {
        try {
            lanes.await();
            var start = System.nanoTime();
            var group = poll.next(detector);
            metrics.took("decode", Duration.ofNanos(System.nanoTime() - start));
            return group;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while images were waiting", e);
        }
    }

    private CompletionStage<Void> answer(Poll.Group group) {
        try (var round = group.round()) {
            var start = System.nanoTime();
            var answers = detector.detect(round).iterator();
            metrics.took("inference", Duration.ofNanos(System.nanoTime() - start));
            var sent = new ArrayList<CompletableFuture<Void>>();
            for (var page : group.pages()) {
                sent.addAll(send(page, answers.next()));
            }
            return group.sent(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .thenRun(() -> group.pages()
                            .forEach(page -> metrics.answered(
                                    page.image().partition(), page.image().offset()))));
        }
    }

    private List<CompletableFuture<Void>> send(CarriedPage page, FoundPage found) {
        var sent = new ArrayList<CompletableFuture<Void>>();
        for (var prediction : found.predictions()) {
            sent.add(predictions.send(record(page, prediction)).subscribeAsCompletionStage());
            metrics.outcome(prediction.outcome());
        }
        if (!found.predictions().isEmpty()) {
            sent.add(characters.send(page.characters(topics, found)).subscribeAsCompletionStage());
        }
        return sent;
    }

    private ProducerRecord<byte[], byte[]> record(CarriedPage page, Prediction prediction) {
        return new ProducerRecord<>(
                topics.predictions(),
                page.image().partition(),
                (byte[]) null,
                Json.write(prediction),
                Wire.derived(page.image().headers(), "io.kawara.prediction", "detector-service"));
    }

    /** To go on would answer later images of the lanes first: the poll is answered after a new start. */
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
