package io.kawara.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Registry;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.RegistryWriter;
import io.kawara.trainer.catalogue.CatalogueFollower;
import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.catalogue.Erasure;
import io.kawara.trainer.catalogue.Intake;
import io.kawara.trainer.catalogue.LabelBook;
import io.kawara.trainer.catalogue.Retention;
import io.kawara.trainer.labels.LabelLedger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Builds the catalogue from its configuration, each part when it is first asked for: the other commands need none. */
@ApplicationScoped
class CatalogueBeans {
    private final CatalogueConfig config;
    private final WorkplaceConfig workplace = new WorkplaceConfig();
    private final Topics topics;

    CatalogueBeans(CatalogueConfig config) {
        this.config = config;
        this.topics = workplace.topics();
    }

    /** Kafka's address: the one that was set, or that of the stack in the work folder. */
    String servers() {
        try {
            var configured = ConfigProvider.getConfig().getOptionalValue("kafka.bootstrap.servers", String.class);
            return configured.isPresent() ? configured.get() : workplace.servers();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read which stack runs: " + e.getMessage(), e);
        }
    }

    /** The catalogue of a work folder, unless another database is configured. */
    Database open(Path folder) {
        if (config.database().url().isPresent()) {
            return new Database(
                    config.database().url().get(),
                    config.database().user(),
                    config.database().password().orElse(""));
        }
        Path file = folder.resolve("catalogue").resolve("catalogue");
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new IllegalStateException("the catalogue's folder cannot be made: " + e.getMessage(), e);
        }
        return Database.file(file);
    }

    @Produces
    @Singleton
    Topics topics() {
        return topics;
    }

    @Produces
    @Singleton
    Database database() {
        return open(workplace.folder());
    }

    @Produces
    @Singleton
    BlobStore blobs() {
        return workplace.blobs();
    }

    @Produces
    @Singleton
    RegistryFollower registry() {
        try {
            return new RegistryFollower(
                            servers(), topics.registry(), workplace.keys().trusted())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot read whose records of the registry to believe: " + e.getMessage(), e);
        }
    }

    @Produces
    @Singleton
    RegistryWriter registryWriter() throws IOException {
        return new RegistryWriter(servers(), topics, "catalogue", workplace.keys());
    }

    @Produces
    @Singleton
    Producer<byte[], byte[]> producer() {
        return producer(servers());
    }

    /** One that gives up after a while. */
    static Producer<byte[], byte[]> producer(String servers) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "catalogue",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        33 << 20,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        5_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        10_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Produces
    @Singleton
    LabelBook labels(RegistryFollower registry) {
        return new LabelLedger(() -> known(registry));
    }

    @Produces
    @Singleton
    CatalogueFollower follower(
            Instance<Database> database,
            BlobStore blobs,
            LabelBook labels,
            RegistryFollower registry,
            Producer<byte[], byte[]> producer) {
        var erasure = new Erasure(
                blobs,
                labels,
                (lane, id) -> put(producer, new ProducerRecord<>(topics.results(), lane, id.getBytes(UTF_8), null)),
                sha256 -> isModel(registry, sha256));
        var retention = new Retention(
                () -> retentionDays(registry), blobs, sha256 -> isModel(registry, sha256), Clock.systemUTC());
        return new CatalogueFollower(
                servers(),
                topics,
                database::get,
                new Intake(topics, blobs, labels, erasure),
                retention,
                letter -> put(producer, letter));
    }

    private static Map<String, Integer> retentionDays(RegistryFollower registry) {
        var days = new HashMap<String, Integer>();
        for (var pipeline : registry.registry().pipelines()) {
            if (pipeline.learning().retentionDays() != null) {
                days.put(pipeline.name(), pipeline.learning().retentionDays());
            }
        }
        return days;
    }

    private static boolean isModel(RegistryFollower registry, String sha256) {
        return known(registry).models().stream().anyMatch(model -> sha256.equals(model.sha256()));
    }

    private static Registry known(RegistryFollower registry) {
        if (!registry.isCaughtUp()) {
            throw new IllegalStateException(
                    "the registry has not been read yet, which says what pipelines know and which files are models");
        }
        return registry.registry();
    }

    /** Puts a record on its topic, and returns when it lies there. */
    static void put(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "a record for " + record.topic() + " was not taken: "
                            + e.getCause().getMessage(),
                    e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    void stop(@Disposes CatalogueFollower follower) {
        follower.close();
    }

    void stop(@Disposes RegistryFollower registry) {
        registry.close();
    }

    void stop(@Disposes Producer<byte[], byte[]> producer) {
        producer.close();
    }

    void stop(@Disposes Database database) {
        database.close();
    }
}
