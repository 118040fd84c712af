package io.kawara.trainer.catalogue;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kawara.local.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL of a test's own, out of Debian's package, in a folder that goes with it. */
@SuppressWarnings("try") // whoever closes it may be interrupted
public final class Postgresql implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path folder;
    private final int port = Broker.freePort();

    private Postgresql(Path programs) throws IOException {
        this.programs = programs;
        this.folder = Files.createTempDirectory("kawara-postgresql");
        if (isRoot()) { // it refuses to run as root
            var owner = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
            Files.setOwner(folder, owner);
        }
        run("initdb", "-D", data(), "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C");
        start();
    }

    /** Starts one; the test is skipped where PostgreSQL is not installed. */
    public static Postgresql started() throws IOException {
        var programs = programs();
        assumeTrue(programs != null, "PostgreSQL is not installed: apt-get install postgresql");
        return new Postgresql(programs);
    }

    private static Path programs() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return null;
        }
        try (var versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    void start() throws IOException {
        run(
                "pg_ctl",
                "-D",
                data(),
                "-w",
                "-t",
                "120",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1 -c fsync=off",
                "start");
    }

    void stop() throws IOException {
        run("pg_ctl", "-D", data(), "-w", "-t", "120", "-m", "immediate", "stop");
    }

    /** A database of that name, which is made if there is none. */
    public Database open(String name) {
        try (var connection = java.sql.DriverManager.getConnection(url("postgres"), "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (java.sql.SQLException e) {
            if (!"42P04".equals(e.getSQLState())) { // it is there
                throw new IllegalStateException(e);
            }
        }
        return new Database(url(name), "postgres", "");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private void run(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("kawara-postgresql", ".out"); // a server holds on to its starter's output
        try {
            var process = new ProcessBuilder(command)
                    .directory(Path.of("/tmp").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(program + " failed: " + Files.readString(out));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", e);
        } finally {
            Files.delete(out);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(folder.resolve("data").resolve("postmaster.pid"))) {
            stop();
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
