package io.kawara.text;

import io.kawara.contracts.Prediction;
import io.kawara.contracts.TextRead;
import io.kawara.contracts.Topics;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.LaneGate;
import io.kawara.messaging.Overlap;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.StageMetrics;
import io.kawara.messaging.Wire;
import io.kawara.serving.VotingRound;
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
 * {@code texts} in, what the text models say of them on {@code predictions} out, each lane in its order.
 *
 * <p>A poll is a batch: while the models run on one, the next is cut into tokens. A batch is acknowledged when all its predictions are.
 */
@ApplicationScoped
class TextStage {
    private static final Logger LOG = Logger.getLogger(TextStage.class);

    private final TextClassifier classifier;
    private final Topics topics;
    private final StageMetrics metrics;
    private final KafkaClientService clients;
    private final MutinyEmitter<ProducerRecord<byte[], byte[]>> out;
    private final Overlap overlap = new Overlap("texts");
    private final LaneGate lanes;
    private volatile boolean stopping;

    TextStage(
            TextClassifier classifier,
            Topics topics,
            StageMetrics metrics,
            KafkaClientService clients,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @Channel("predictions") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> out) {
        this.classifier = classifier;
        this.topics = topics;
        this.metrics = metrics;
        this.clients = clients;
        this.out = out;
        this.lanes = new LaneGate(bootstrapServers, topics, TextStage::refuse);
    }

    /** A record of the topic: the text it holds, or what is wrong with it. */
    private record Question(ConsumerRecord<byte[], byte[]> record, TextRead text, String flaw) {}

    private record Batch(Message<?> polled, List<Question> questions, VotingRound<long[]> round) {}

    void start(@Observes StartupEvent started, RegistryFollower registry) {
        registry.start();
    }

    /** Completes when the next batch may come; whether this one is answered is told by its acknowledgment. */
    @Incoming("texts")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> consume(Message<ConsumerRecords<byte[], byte[]>> batch) {
        return Uni.createFrom()
                .completionStage(() -> overlap.submit(() -> prepare(batch), this::answer, this::giveUp))
                .onFailure()
                .invoke(this::giveUp);
    }

    private Batch prepare(Message<ConsumerRecords<byte[], byte[]>> batch) {
        List<Question> questions = new ArrayList<>();
        for (var record : batch.getPayload()) {
            metrics.received(record.partition(), record.offset(), record.timestamp());
            questions.add(question(record));
        }
        metrics.batch(questions.size());
        try {
            lanes.await();
            var start = System.nanoTime();
            var texts = questions.stream()
                    .filter(question -> question.flaw() == null)
                    .map(Question::text)
                    .toList();
            var prepared = new Batch(batch, questions, classifier.prepare(texts));
            metrics.took("tokens", Duration.ofNanos(System.nanoTime() - start));
            return prepared;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while texts were waiting", e);
        }
    }

    private static Question question(ConsumerRecord<byte[], byte[]> record) {
        try {
            var text = Json.read(record.value(), TextRead.class);
            return text.submission().lane() == record.partition()
                    ? new Question(record, text, null)
                    : new Question(record, null, "submission " + text.submission() + " lies on another lane");
        } catch (InvalidMessage e) {
            return new Question(record, null, e.getMessage());
        }
    }

    private CompletionStage<Void> answer(Batch batch) {
        try (var round = batch.round()) {
            var start = System.nanoTime();
            var answers = classifier.classify(round).iterator();
            metrics.took("inference", Duration.ofNanos(System.nanoTime() - start));
            var sent = new ArrayList<CompletableFuture<Void>>();
            for (var question : batch.questions()) {
                if (question.flaw() == null) {
                    for (var prediction : answers.next()) {
                        sent.add(send(record(question.record(), prediction)));
                        metrics.outcome(prediction.outcome());
                    }
                } else {
                    LOG.errorf(
                            "A record is no text and goes to the dead letters. lane=%d offset=%d cause=%s",
                            question.record().partition(), question.record().offset(), question.flaw());
                    sent.add(send(Wire.deadLetter(question.record(), question.flaw())));
                }
            }
            return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .thenCompose(done -> batch.polled().ack())
                    .thenRun(() -> batch.questions().forEach(this::answered));
        }
    }

    private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
        return out.send(record).subscribeAsCompletionStage();
    }

    private ProducerRecord<byte[], byte[]> record(ConsumerRecord<byte[], byte[]> text, Prediction prediction) {
        return new ProducerRecord<>(
                topics.predictions(),
                text.partition(),
                (byte[]) null,
                Json.write(prediction),
                Wire.derived(text.headers(), "io.kawara.prediction", "text-service"));
    }

    private void answered(Question question) {
        metrics.answered(question.record().partition(), question.record().offset());
    }

    /** To go on would answer later images of the lanes first: the batch is answered after a new start. */
    private void giveUp(Throwable error) {
        if (!stopping) {
            LOG.error(
                    "A batch of texts could not be answered. The service ends, and answers it when it is started again.",
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
        var consumer = clients.getConsumer("texts");
        return lanes.isOpenTo(consumer == null ? null : consumer.unwrap());
    }

    @PreDestroy
    void stop() {
        stopping = true;
        overlap.close();
    }
}
