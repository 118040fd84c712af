package io.kawara.trainer.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.Task;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * How often each class was answered, and how sure.
 *
 * @param confidences by tenths of the score, {@code 0} to {@code 9}
 */
record AnswerHistogram(Map<String, Integer> classes, Map<String, Integer> confidences) {
    /** Of several labels and of pages so many answers of a day are read: their classes lie in the answer itself. */
    private static final int READ = 300;

    AnswerHistogram() {
        this(new TreeMap<>(), new TreeMap<>());
    }

    static AnswerHistogram of(Handle handle, Pipeline pipeline, Instant from, Instant to) {
        var histogram = new AnswerHistogram();
        if (pipeline.task() == Task.SINGLE_LABEL) {
            histogram.count(handle, pipeline.name(), from, to);
        } else {
            histogram.read(handle, pipeline, from, to);
        }
        return histogram;
    }

    private void count(Handle handle, String pipeline, Instant from, Instant to) {
        handle.createQuery("""
            select label, tenth, count(*) as answers from (
                select label, cast(floor(score * 10) as integer) as tenth from image
                where pipeline = :pipeline and decided_at >= :from and decided_at < :to and label is not null
                    and score is not null) answered
            group by label, tenth\
            """)
                .bind("pipeline", pipeline)
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("to", to.atOffset(ZoneOffset.UTC))
                .map((row, context) -> {
                    add(row.getString("label"), row.getInt("tenth"), row.getInt("answers"));
                    return row.getInt("answers");
                })
                .list();
    }

    private void read(Handle handle, Pipeline pipeline, Instant from, Instant to) {
        handle.createQuery("""
            select answer from image where pipeline = :pipeline and decided_at >= :from and decided_at < :to
                and status in ('complete', 'partial') order by decided_at desc limit :read\
            """)
                .bind("pipeline", pipeline.name())
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("to", to.atOffset(ZoneOffset.UTC))
                .bind("read", READ)
                .mapTo(String.class)
                .forEach(answer -> {
                    var result = parse(answer);
                    result.characters().forEach(c -> add(c.code(), (int) (c.score() * 10), 1));
                    result.labels().forEach(name -> classes.merge(name, 1, Integer::sum));
                    result.scores().forEach(scored -> sure(Math.max(scored.score(), 1 - scored.score())));
                });
    }

    private static Result parse(String answer) {
        try {
            return Json.read(answer.getBytes(UTF_8), Result.class);
        } catch (InvalidMessage e) {
            throw new IllegalStateException("the catalogue holds an answer that is none: " + e.getMessage(), e);
        }
    }

    private void add(String name, int tenth, int answers) {
        classes.merge(name, answers, Integer::sum);
        confidences.merge(Integer.toString(Math.min(9, tenth)), answers, Integer::sum);
    }

    private void sure(double score) {
        confidences.merge(Integer.toString(Math.min(9, (int) (score * 10))), 1, Integer::sum);
    }

    void add(AnswerHistogram other) {
        other.classes.forEach((name, answers) -> classes.merge(name, answers, Integer::sum));
        other.confidences.forEach((tenth, answers) -> confidences.merge(tenth, answers, Integer::sum));
    }

    int answers() {
        return confidences.values().stream().mapToInt(Integer::intValue).sum();
    }

    double share(String name) {
        int all = classes.values().stream().mapToInt(Integer::intValue).sum();
        return all == 0 ? 0 : (double) classes.getOrDefault(name, 0) / all;
    }
}
