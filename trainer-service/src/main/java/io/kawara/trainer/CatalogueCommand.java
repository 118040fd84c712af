package io.kawara.trainer;

import io.kawara.trainer.catalogue.CatalogueFollower;
import io.kawara.trainer.run.Console;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kawara catalogue}: remembers every image, its answer and what was said of it. */
@Command(
        name = "catalogue",
        description = "Remember every image, its answer and what was said of it, and answer whoever asks. ./kawara up starts"
                + " one. It listens with -Dquarkus.http.host-enabled=true.",
        mixinStandardHelpOptions = true)
final class CatalogueCommand implements Callable<Integer> {
    @Option(names = "--worker", description = "Train what is asked for, too.")
    private boolean worker;

    private final Instance<CatalogueFollower> follower;
    private final Console console = Console.standard();

    CatalogueCommand(Instance<CatalogueFollower> follower) {
        this.follower = follower;
    }

    @Override
    public Integer call() {
        follower.get().start();
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
