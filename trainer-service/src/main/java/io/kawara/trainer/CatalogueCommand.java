package io.kawara.trainer;

import io.kawara.messaging.BlobStore;
import io.kawara.trainer.catalogue.CatalogueFollower;
import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.catalogue.LabelBook;
import io.kawara.trainer.catalogue.Rebuild;
import io.kawara.trainer.jobs.TrainingOffice;
import io.kawara.trainer.run.Console;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kawara catalogue}: remembers every image, its answer and what was said of it. */
@Command(
        name = "catalogue",
        description =
                "Remember every image, its answer and what was said of it, and answer whoever asks. ./kawara up starts"
                        + " one. It listens with -Dquarkus.http.host-enabled=true.",
        mixinStandardHelpOptions = true)
final class CatalogueCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofSeconds(2);

    @Option(names = "--worker", description = "Train what is asked for, too.")
    private boolean worker;

    @Mixin
    private WorkplaceConfig workplace;

    private final Instance<CatalogueFollower> follower;
    private final Instance<Database> database;
    private final Instance<BlobStore> blobs;
    private final Instance<LabelBook> labels;
    private final Instance<TrainingOffice> office;
    private final Console console = Console.standard();

    CatalogueCommand(
            Instance<CatalogueFollower> follower,
            Instance<Database> database,
            Instance<BlobStore> blobs,
            Instance<LabelBook> labels,
            Instance<TrainingOffice> office) {
        this.follower = follower;
        this.database = database;
        this.blobs = blobs;
        this.labels = labels;
        this.office = office;
    }

    @Command(
            name = "rebuild",
            description = "Empty the catalogue, and build it anew from the images that are kept and from the topics. A"
                    + " running catalogue may go on meanwhile, and knows what is there by then.",
            mixinStandardHelpOptions = true)
    int rebuild(@Mixin WorkplaceConfig place) throws IOException, InterruptedException {
        place.configure();
        int images = new Rebuild(database.get(), blobs.get(), labels.get())
                .run(written -> console.passing("%d images beside their files", written));
        console.clear();
        console.line("%d images beside their files", images);
        var topics = follower.get().start();
        while (!topics.isWell() || topics.behind() != 0) {
            console.passing(
                    "%s", topics.isWell() ? topics.behind() + " records behind" : "waiting: " + topics.trouble());
            Thread.sleep(PAUSE.toMillis());
        }
        console.clear();
        console.line("The catalogue has read all of its topics.");
        return 0;
    }

    @Override
    public Integer call() {
        workplace.configure();
        follower.get().start();
        office.get().start(LOOK);
        if (worker) {
            new Thread(this::work, "worker").start();
        }
        Quarkus.waitForExit();
        return 0;
    }

    private void work() {
        try {
            new WorkerCommand().work(new WorkplaceConfig(), null);
        } catch (IOException | RuntimeException e) {
            console.line("The worker has ended: %s", TrainerBeans.sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
