package io.kawara.classifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.ImageBytes;
import io.kawara.messaging.ImageValue;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.LaneGate;
import io.kawara.messaging.StageMetrics;
import io.kawara.messaging.Wire;
import io.kawara.vision.ImageLimits;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * {@code characters} in, pages with what was found on them; what the character models read there on {@code predictions} out, each lane in its order: see
 * {@link AnsweringStage}. Without a submission a record is no message.
 */
@ApplicationScoped
class CharacterStage implements AnsweringStage.Work<PageRound> {
    private final PageClassifier classifier;
    private final BlobStore blobs;
    private final AnsweringStage<PageRound> answering;
    private final ServiceProblems problems;

    CharacterStage(
            PageClassifier classifier,
            BlobStore blobs,
            Topics topics,
            @Identifier(ClassifierBeans.CHARACTERS) StageMetrics metrics,
            LaneGate lanes,
            ServiceProblems problems,
            @Channel("predictions") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> out) {
        this.classifier = classifier;
        this.blobs = blobs;
        this.problems = problems;
        this.answering =
                new AnsweringStage<>(ClassifierBeans.CHARACTERS, this, topics, metrics, lanes, out, problems::giveUp);
    }

    @Incoming(ClassifierBeans.CHARACTERS)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> consume(Message<ConsumerRecords<byte[], ImageValue>> batch) {
        return answering.consume(batch);
    }

    @Override
    public String misfit(ConsumerRecord<byte[], ImageValue> record) {
        try {
            submission(record);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static Submission submission(ConsumerRecord<byte[], ImageValue> record) {
        return Submission.parse(
                Wire.header(record.headers(), Headers.SUBMISSION).orElse(""));
    }

    @Override
    public PageRound prepare(List<ConsumerRecord<byte[], ImageValue>> records) throws InterruptedException {
        return classifier.prepare(records.stream().map(this::page).toList());
    }

    private SubmittedPage page(ConsumerRecord<byte[], ImageValue> record) {
        var image = new SubmittedImage(
                submission(record),
                Wire.pipeline(record.headers()),
                () -> ImageBytes.of(record, blobs, ImageLimits.DEFAULT.maxBytes()));
        return new SubmittedPage(image, () -> boxes(record), Wire.header(record.headers(), Headers.REASON));
    }

    private static List<CharacterBox> boxes(ConsumerRecord<byte[], ImageValue> record) throws InvalidMessage {
        var written = Wire.header(record.headers(), Headers.BOXES)
                .orElseThrow(() -> new InvalidMessage("the page came without a header '" + Headers.BOXES + "'"));
        try {
            return List.of(Json.mapper().readValue(written, CharacterBox[].class));
        } catch (JsonProcessingException | NullPointerException e) { // null in the list, or instead of it
            throw new InvalidMessage("the page's header '" + Headers.BOXES + "' is no list of boxes: " + reason(e));
        }
    }

    private static String reason(Exception e) {
        return e instanceof JsonProcessingException json ? json.getOriginalMessage() : "a box is null";
    }

    @Override
    public List<List<Prediction>> answer(PageRound prepared) {
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
