package io.kawara.trainer.pseudo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Result;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.trainer.catalogue.PerceptualHash;
import io.kawara.trainer.labels.HeldOut;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The answers that may become labels: whole ones of images that nobody has labelled and that are not held out, nor look like one that is. */
final class Material {
    /** Pictures that look the same differ in so few bits of their hashes. */
    private static final int ALIKE = 6;

    private final Handle handle;
    private final String pipeline;
    private int heldOut;

    Material(Handle handle, String pipeline) {
        this.handle = handle;
        this.pipeline = pipeline;
    }

    /** Hands over each answer and the group of its image; of an image that came twice the latest. */
    void each(BiConsumer<Result, String> take) {
        Set<String> out = HeldOut.images(handle, pipeline);
        List<Long> golden = handle.createQuery("""
            select distinct i.phash from golden_image g join image i on i.id = g.image and i.pipeline = g.pipeline
            where g.pipeline = :pipeline and i.phash is not null\
            """)
                .bind("pipeline", pipeline)
                .mapTo(Long.class)
                .list();
        Set<String> seen = new HashSet<>();
        try (Stream<Row> rows = handle
                .createQuery("""
                    select i.id, i.belongs, i.phash, i.answer from image i
                    where i.pipeline = :pipeline and i.status = 'complete' and i.told = 0 and not exists (
                        select 1 from label l where l.image = i.id and l.pipeline = i.pipeline and l.kind = 'human'
                            and l.state in ('counts', 'held') and l.withdraws is null)
                    order by i.received_at desc, i.submission\
                    """)
                .bind("pipeline", pipeline)
                .setFetchSize(500)
                .map((row, context) -> new Row(
                        row.getString("id"),
                        row.getString("belongs"),
                        (Long) row.getObject("phash"),
                        row.getString("answer")))
                .stream()) {
            rows.filter(row -> seen.add(row.image())).forEach(row -> {
                if (out.contains(row.image()) || looksLike(row.phash(), golden)) {
                    heldOut++;
                } else {
                    take.accept(parse(row.answer()), row.group());
                }
            });
        }
    }

    /** How many answers were passed over for the golden set's sake. */
    int heldOut() {
        return heldOut;
    }

    /** The models whose labels were revoked: what they answered makes no labels either. */
    Set<String> revokedModels() {
        return handle.createQuery("""
            select distinct model from ruling
            where verdict = 'revoke' and model is not null and (pipeline is null or pipeline = :pipeline)\
            """)
                .bind("pipeline", pipeline)
                .mapTo(String.class)
                .set();
    }

    private static boolean looksLike(Long hash, List<Long> golden) {
        return hash != null && golden.stream().anyMatch(other -> PerceptualHash.distance(hash, other) <= ALIKE);
    }

    private static Result parse(String answer) {
        try {
            return Json.read(answer.getBytes(UTF_8), Result.class);
        } catch (InvalidMessage e) {
            throw new IllegalStateException("the catalogue holds an answer that is none: " + e.getMessage(), e);
        }
    }

    private record Row(String image, String group, Long phash, String answer) {}
}
