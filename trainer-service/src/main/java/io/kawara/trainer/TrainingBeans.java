package io.kawara.trainer;

import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.RegistryFollower;
import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.jobs.GateDecisions;
import io.kawara.trainer.jobs.TrainingDesk;
import io.kawara.trainer.jobs.TrainingFollower;
import io.kawara.trainer.jobs.TrainingOffice;
import io.kawara.trainer.jobs.TrainingQueue;
import io.kawara.trainer.jobs.TrainingTriggers;
import io.kawara.trainer.snapshot.Snapshots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Builds what the catalogue does about trainings, each part when it is first asked for. */
@ApplicationScoped
class TrainingBeans {
    private final WorkplaceConfig workplace = new WorkplaceConfig();
    private final CatalogueBeans catalogue;
    private final Topics topics;

    TrainingBeans(CatalogueBeans catalogue, Topics topics) {
        this.catalogue = catalogue;
        this.topics = topics;
    }

    @Produces
    @Singleton
    TrainingQueue queue() {
        return new TrainingQueue(catalogue.servers(), topics);
    }

    @Produces
    @Singleton
    Snapshots snapshots(Database database, BlobStore blobs) {
        return new Snapshots(database.jdbi(), blobs, workplace.folder().resolve("snapshots"));
    }

    @Produces
    @Singleton
    GateDecisions decisions(Database database) {
        return new GateDecisions(database.jdbi());
    }

    @Produces
    @Singleton
    TrainingDesk desk(Database database, Snapshots snapshots, TrainingQueue queue, RegistryFollower registry) {
        return new TrainingDesk(
                database.jdbi(),
                snapshots,
                queue,
                name -> registry.registry().pipeline(name),
                workplace.root(),
                workplace.runs());
    }

    @Produces
    @Singleton
    TrainingTriggers triggers(Database database, TrainingDesk desk) {
        return new TrainingTriggers(database.jdbi(), desk, Clock.systemUTC());
    }

    @Produces
    @Singleton
    TrainingFollower trainings(TrainingQueue queue, GateDecisions decisions) {
        return new TrainingFollower(catalogue.servers(), topics, queue, decisions::write).start();
    }

    @Produces
    @Singleton
    TrainingOffice office(
            TrainingDesk desk,
            TrainingTriggers triggers,
            TrainingFollower trainings,
            Snapshots snapshots,
            RegistryFollower registry) {
        return new TrainingOffice(
                desk,
                triggers,
                trainings,
                snapshots,
                () -> registry.registry().pipelines(),
                () -> registry.registry().models());
    }

    void stop(@Disposes TrainingOffice office) {
        office.close();
    }

    void stop(@Disposes TrainingFollower trainings) {
        trainings.close();
    }
}
