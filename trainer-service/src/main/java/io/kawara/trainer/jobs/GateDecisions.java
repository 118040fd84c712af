package io.kawara.trainer.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import io.kawara.contracts.GateDecision;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The table of what gates decided. */
public final class GateDecisions {
    private final Jdbi jdbi;

    public GateDecisions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Writes a decision; one of the same training that is there already stays. */
    public void write(GateDecision decision) {
        jdbi.useTransaction(handle -> write(handle, decision));
    }

    private static void write(Handle handle, GateDecision decision) {
        int added = handle.createUpdate("""
                        insert into gate_decision (training, pipeline, decided_at, passed, body)
                        values (:training, :pipeline, :at, :passed, :body) on conflict do nothing""")
                .bind("training", decision.training())
                .bind("pipeline", decision.pipeline())
                .bind("at", decision.at().atOffset(UTC))
                .bind("passed", decision.passed())
                .bind("body", new String(Json.write(decision), UTF_8))
                .execute();
        for (String candidate : added == 0 ? List.<String>of() : decision.candidate()) {
            handle.execute(
                    "insert into gate_candidate (training, model) values (?, ?) on conflict do nothing",
                    decision.training(),
                    candidate.replaceFirst("@\\d+$", ""));
        }
    }

    /** Those about a model, or about all models of a pipeline of that name; the newest first. */
    public List<GateDecision> of(String name) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select body from gate_decision d
                        where pipeline = :name or exists (
                            select 1 from gate_candidate c where c.training = d.training and c.model = :name)
                        order by decided_at desc, training""")
                .bind("name", name)
                .map((row, context) -> decision(row.getString("body")))
                .list());
    }

    private static GateDecision decision(String body) {
        try {
            return Json.read(body.getBytes(UTF_8), GateDecision.class);
        } catch (InvalidMessage e) {
            throw new IllegalStateException("the catalogue holds what is no decision: " + e.getMessage(), e);
        }
    }
}
