package io.kawara.trainer.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Label;
import io.kawara.messaging.Json;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/** The plainest book: an annotator's latest label counts, or none of his once he has withdrawn it. */
public final class LabelRows implements LabelBook {
    @Override
    public void take(Handle handle, Label label) {
        if (isKnown(handle, label.id())) {
            return;
        }
        if (label.withdraws() != null) {
            handle.createUpdate("update label set state = 'withdrawn' where id = :id and annotator = :by")
                    .bind("id", label.withdraws())
                    .bind("by", label.by())
                    .execute();
            insert(handle, label, "withdrawn");
            return;
        }
        handle.createUpdate("""
                        update label set state = 'superseded'
                        where image = :image and pipeline = :pipeline and annotator = :by and state = 'counts'""")
                .bind("image", label.image())
                .bind("pipeline", label.pipeline())
                .bind("by", label.by())
                .execute();
        insert(handle, label, "counts");
    }

    private static boolean isKnown(Handle handle, String id) {
        return handle.createQuery("select 1 from label where id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private static void insert(Handle handle, Label label, String state) {
        handle.createUpdate("""
                        insert into label (id, image, pipeline, kind, annotator, source, given_at, golden, weight, state, body)
                        values (:id, :image, :pipeline, :kind, :by, :source, :at, :golden, :weight, :state, :body)""")
                .bind("id", label.id())
                .bind("image", label.image())
                .bind("pipeline", label.pipeline())
                .bind("kind", label.kind() == Label.Kind.HUMAN ? "human" : "pseudo")
                .bind("by", label.by())
                .bind("source", label.source())
                .bind("at", label.at().atOffset(ZoneOffset.UTC))
                .bind("golden", label.golden())
                .bind("weight", label.weight())
                .bind("state", state)
                .bind("body", new String(Json.write(label), UTF_8))
                .execute();
        for (String name : label.labels()) {
            handle.execute("insert into label_class values (?, ?)", label.id(), name);
        }
        for (String model : label.models()) {
            handle.execute("insert into label_model values (?, ?)", label.id(), model);
        }
    }

    @Override
    public void forget(Handle handle, String image) {
        handle.execute("delete from label where image = ?", image);
    }
}
