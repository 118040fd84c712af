package io.kawara.trainer.catalogue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same in PostgreSQL. */
class CatalogueOnPostgresqlTest extends CatalogueFollowerTest {
    private static Postgresql postgresql;

    @BeforeAll
    static void startPostgresql() throws Exception {
        postgresql = Postgresql.started();
    }

    @AfterAll
    static void stopPostgresql() throws Exception {
        if (postgresql != null) {
            postgresql.close();
        }
    }

    @Override
    Database openDatabase(String name) {
        return postgresql.open(name);
    }
}
