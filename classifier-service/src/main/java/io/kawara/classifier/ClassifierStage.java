package io.kawara.classifier;

import io.kawara.contracts.Prediction;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.ImageBytes;
import io.kawara.messaging.ImageValue;
import io.kawara.messaging.LaneGate;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.StageMetrics;
import io.kawara.messaging.Wire;
import io.kawara.serving.VotingRound;
import io.kawara.vision.ImageLimits;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** {@code images} in, what the image models say of them on {@code predictions} out, each lane in its order: see {@link AnsweringStage}. */
@ApplicationScoped
class ClassifierStage implements AnsweringStage.Work<VotingRound<byte[]>> {
    private final ImageClassifier classifier;
    private final BlobStore blobs;
    private final AnsweringStage<VotingRound<byte[]>> answering;
    private final ServiceProblems problems;

    ClassifierStage(
            ImageClassifier classifier,
            BlobStore blobs,
            Topics topics,
            StageMetrics metrics,
            LaneGate lanes,
            ServiceProblems problems,
            @Channel("predictions") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> out) {
        this.classifier = classifier;
        this.blobs = blobs;
        this.problems = problems;
        this.answering = new AnsweringStage<>("images", this, topics, metrics, lanes, out, problems::giveUp);
    }

    void start(@Observes StartupEvent started, RegistryFollower registry) {
        registry.start();
    }

    @Incoming("images")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> consume(Message<ConsumerRecords<byte[], ImageValue>> batch) {
        return answering.consume(batch);
    }

    @Override
    public VotingRound<byte[]> prepare(List<ConsumerRecord<byte[], ImageValue>> records) throws InterruptedException {
        return classifier.prepare(records.stream()
                .map(record -> new SubmittedImage(
                        Wire.submission(record),
                        Wire.pipeline(record.headers()),
                        () -> ImageBytes.of(record, blobs, ImageLimits.DEFAULT.maxBytes())))
                .toList());
    }

    @Override
    public List<List<Prediction>> answer(VotingRound<byte[]> prepared) {
        try (prepared) {
            return classifier.classify(prepared);
        }
    }

    @PreDestroy
    void stop() {
        problems.stopping();
        answering.close();
    }
}
