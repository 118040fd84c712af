package io.kawara.trainer.catalogue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * The catalogue's tables, in H2 or PostgreSQL, brought up to this version when they are opened.
 *
 * <p>Thread-safe. Several processes may open one file of H2: the first serves the others, on the loopback interface.
 */
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String H2 = "jdbc:h2:";

    static {
        // Whoever is first at a file lets others in, from this machine only.
        System.setProperty("h2.bindAddress", System.getProperty("h2.bindAddress", "127.0.0.1"));
    }

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    /**
     * Opens it.
     *
     * @param url of JDBC, such as {@code jdbc:postgresql://host/kawara}
     */
    public Database(String url, String user, String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(
                url.startsWith(H2) ? url + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH" : url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setPoolName("catalogue");
        pool = new HikariDataSource(config);
        try {
            Flyway.configure().dataSource(pool).load().migrate();
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        jdbi = Jdbi.create(pool);
    }

    /** A database in one file. */
    public static Database file(Path file) {
        return new Database(H2 + "file:" + file.toAbsolutePath().normalize() + ";AUTO_SERVER=TRUE", "sa", "");
    }

    /** A database that is gone when it is closed. */
    public static Database inMemory(String name) {
        return new Database(H2 + "mem:" + name, "sa", "");
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    @Override
    public void close() {
        pool.close();
    }
}
