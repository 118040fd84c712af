package io.kawara.trainer.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import io.kawara.contracts.TrainingPlan;
import io.kawara.contracts.TrainingRequest;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The table of what the catalogue has asked for: written with its snapshot, so that no label begins two trainings. */
final class AskedTrainings {
    private static final String REQUEST = "request";
    private static final String PLAN = "plan";

    /** What is not known to be on the topic: one of the two. */
    record Unsent(String id, TrainingRequest request, TrainingPlan plan) {}

    static void write(Handle handle, TrainingRequest whole, TrainingPlan plan) {
        handle.createUpdate("""
                        insert into training_asked (id, pipeline, snapshot, by_whom, why, asked_at, kind, body)
                        values (:id, :pipeline, :snapshot, :by, :why, :at, :kind, :body)""")
                .bind("id", whole.id())
                .bind("pipeline", whole.pipeline())
                .bind("snapshot", whole.snapshot())
                .bind("by", whole.by())
                .bind("why", whole.why())
                .bind("at", whole.requestedAt().atOffset(UTC))
                .bind("kind", plan == null ? REQUEST : PLAN)
                .bind("body", new String(Json.write(plan == null ? whole : plan), UTF_8))
                .execute();
    }

    static void sent(Handle handle, String id) {
        handle.execute("update training_asked set sent = true where id = ?", id);
    }

    static List<Unsent> unsent(Handle handle) {
        return handle.createQuery("select id, kind, body from training_asked where not sent order by asked_at, id")
                .map((row, context) -> unsent(row.getString("id"), row.getString("kind"), row.getString("body")))
                .list();
    }

    private static Unsent unsent(String id, String kind, String body) {
        try {
            byte[] json = body.getBytes(UTF_8);
            return kind.equals(PLAN)
                    ? new Unsent(id, null, Json.read(json, TrainingPlan.class))
                    : new Unsent(id, Json.read(json, TrainingRequest.class), null);
        } catch (InvalidMessage e) {
            throw new IllegalStateException("the catalogue holds what is no request: " + e.getMessage(), e);
        }
    }

    static Set<String> ids(Handle handle) {
        return handle.createQuery("select id from training_asked")
                .mapTo(String.class)
                .set();
    }

    /** The ids of what was asked for with a snapshot. */
    static List<String> of(Handle handle, String snapshot) {
        return handle.createQuery("select id from training_asked where snapshot = :snapshot")
                .bind("snapshot", snapshot)
                .mapTo(String.class)
                .list();
    }

    /** When a pipeline's training was last asked for. */
    static Optional<Instant> last(Handle handle, String pipeline) {
        return Optional.ofNullable(
                        handle.createQuery("select max(asked_at) from training_asked where pipeline = :pipeline")
                                .bind("pipeline", pipeline)
                                .mapTo(OffsetDateTime.class)
                                .one())
                .map(OffsetDateTime::toInstant);
    }

    /** How many labels of people count that no training of the pipeline was asked for with. */
    static int newLabels(Handle handle, String pipeline) {
        return handle.createQuery("""
                        select count(*) from label l
                        where l.pipeline = :pipeline and l.kind = 'human' and l.state = 'counts'
                            and not exists (select 1 from held_out h where h.pipeline = l.pipeline and h.image = l.image)
                            and not exists (
                                select 1 from snapshot_label s join training_asked a on a.snapshot = s.snapshot
                                where s.label = l.id and a.pipeline = l.pipeline)""")
                .bind("pipeline", pipeline)
                .mapTo(Integer.class)
                .one();
    }

    private AskedTrainings() {}
}
