package io.kawara.trainer.labels;

import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.catalogue.Postgresql;
import io.kawara.trainer.drift.DriftTest;
import io.kawara.trainer.pseudo.PseudoLabellingTest;
import io.kawara.trainer.review.ReviewQueueTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What is made of the catalogue's rows, on PostgreSQL as on H2. */
class LabelsOnPostgresqlTest {
    private static Postgresql postgresql;
    private static Database database;

    @BeforeAll
    static void start() throws Exception {
        postgresql = Postgresql.started();
        database = postgresql.open("labels");
        Ledger.in(database);
    }

    @AfterAll
    static void stop() throws Exception {
        Ledger.in(null);
        if (database != null) {
            database.close();
        }
        if (postgresql != null) {
            postgresql.close();
        }
    }

    @Nested
    class States extends LabelLedgerTest {}

    @Nested
    class Requests extends LabelsOnRequestTest {}

    @Nested
    class Pseudo extends PseudoLabellingTest {}

    @Nested
    class Review extends ReviewQueueTest {}

    @Nested
    class Stream extends DriftTest {}
}
