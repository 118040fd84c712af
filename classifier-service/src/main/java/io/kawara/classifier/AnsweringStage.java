package io.kawara.classifier;

import io.kawara.contracts.Prediction;
import io.kawara.contracts.Topics;
import io.kawara.messaging.ImageValue;
import io.kawara.messaging.Json;
import io.kawara.messaging.LaneGate;
import io.kawara.messaging.Overlap;
import io.kawara.messaging.StageMetrics;
import io.kawara.messaging.Wire;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Answers the records of one channel with predictions, each lane in its order.
 *
 * <p>A poll is a batch: while the models run on one, the next is decoded. A batch is acknowledged when all its answers are.
 *
 * @param <P> a batch that is prepared
 */
final class AnsweringStage<P> implements AutoCloseable {
    /** What is done with a batch. */
    interface Work<P> {
        /** Whatever needs no model. */
        P prepare(List<ConsumerRecord<byte[], ImageValue>> records) throws InterruptedException;

        /** The answers to each record, in the records' order; none where it asks nothing of this stage. Frees what was prepared. */
        List<List<Prediction>> answer(P prepared);

        /** Why a record is no message, which nobody can be answered; null where it is one. */
        default String misfit(ConsumerRecord<byte[], ImageValue> record) {
            return null;
        }
    }

    private final Work<P> work;
    private final Topics topics;
    private final StageMetrics metrics;
    private final LaneGate lanes;
    private final MutinyEmitter<ProducerRecord<byte[], byte[]>> out;
    private final Consumer<Throwable> giveUp;
    private final Overlap overlap;

    /** @param giveUp is told that a batch cannot be answered: to go on would answer later images of the lanes first */
    AnsweringStage(
            String channel,
            Work<P> work,
            Topics topics,
            StageMetrics metrics,
            LaneGate lanes,
            MutinyEmitter<ProducerRecord<byte[], byte[]>> out,
            Consumer<Throwable> giveUp) {
        this.work = work;
        this.topics = topics;
        this.metrics = metrics;
        this.lanes = lanes;
        this.out = out;
        this.giveUp = giveUp;
        this.overlap = new Overlap(channel);
    }

    /** @param answered the records that are answered, the others being dead letters */
    private record Batch<P>(
            Message<ConsumerRecords<byte[], ImageValue>> polled,
            List<ConsumerRecord<byte[], ImageValue>> answered,
            P prepared) {}

    /** Completes when the next batch may come; whether this one is answered is told by its acknowledgment. */
    Uni<Void> consume(Message<ConsumerRecords<byte[], ImageValue>> batch) {
        return Uni.createFrom()
                .completionStage(() -> overlap.submit(() -> prepare(batch), this::answer, giveUp))
                .onFailure()
                .invoke(giveUp);
    }

    private Batch<P> prepare(Message<ConsumerRecords<byte[], ImageValue>> batch) {
        metrics.batch(batch.getPayload().count());
        var answered = new ArrayList<ConsumerRecord<byte[], ImageValue>>();
        for (var record : batch.getPayload()) {
            metrics.received(record.partition(), record.offset(), record.timestamp());
            if (work.misfit(record) == null) {
                answered.add(record);
            }
        }
        try {
            lanes.await();
            var start = System.nanoTime();
            var prepared = new Batch<>(batch, answered, work.prepare(answered));
            metrics.took("decode", Duration.ofNanos(System.nanoTime() - start));
            return prepared;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while images were waiting", e);
        }
    }

    private CompletionStage<Void> answer(Batch<P> batch) {
        var sent = new ArrayList<CompletableFuture<Void>>();
        var answers = answers(batch).iterator();
        for (var record : batch.answered()) {
            for (var prediction : answers.next()) {
                sent.add(send(record(record, prediction)));
                metrics.outcome(prediction.outcome());
            }
        }
        for (var record : batch.polled().getPayload()) {
            var misfit = work.misfit(record);
            if (misfit != null) {
                sent.add(send(Wire.deadLetter(
                        record, record.value() == null ? null : record.value().take(), misfit)));
            }
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .thenCompose(done -> batch.polled().ack())
                .thenRun(() -> batch.polled()
                        .getPayload()
                        .forEach(record -> metrics.answered(record.partition(), record.offset())));
    }

    private List<List<Prediction>> answers(Batch<P> batch) {
        var start = System.nanoTime();
        var answers = work.answer(batch.prepared());
        metrics.took("inference", Duration.ofNanos(System.nanoTime() - start));
        return answers;
    }

    private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
        return out.send(record).subscribeAsCompletionStage();
    }

    private ProducerRecord<byte[], byte[]> record(ConsumerRecord<byte[], ImageValue> record, Prediction prediction) {
        return new ProducerRecord<>(
                topics.predictions(),
                record.partition(),
                (byte[]) null,
                Json.write(prediction),
                Wire.derived(record.headers(), "io.kawara.prediction", "classifier-service"));
    }

    @Override
    public void close() {
        overlap.close();
    }
}
