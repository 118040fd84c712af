package io.kawara.trainer;

import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.gate.Judge;
import io.kawara.trainer.jobs.RunJob;
import io.kawara.trainer.jobs.TrainingQueue;
import io.kawara.trainer.jobs.Worker;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kawara worker}: trains what is asked for on the topic {@code trainings}. */
@Command(
        name = "worker",
        description =
                "Train what train --submit and search --submit ask for, one training at a time. Any number of workers"
                        + " share the requests; all see the same folders.",
        mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {
    private static final Duration SESSION = Duration.ofSeconds(45);

    @Option(names = "--name", description = "Who trains, in the progress; host and process where it is left out.")
    private String name;

    @Mixin
    private WorkplaceConfig workplace;

    private final Console console = Console.standard();

    @Override
    public Integer call() throws IOException, InterruptedException {
        work(workplace, name);
        return 0;
    }

    /** Works until the process is told to end; {@code name} may be null. */
    void work(WorkplaceConfig place, String name) throws IOException, InterruptedException {
        String servers = place.runningServers();
        var reader = new LabelledData(place.root(), place.folder(), console::line);
        var handover = new Handover(place, console);
        String who = name == null
                ? InetAddress.getLocalHost().getHostName() + "-"
                        + ProcessHandle.current().pid()
                : name;
        console.line("%s waits for trainings on %s", who, servers);
        try (var worker = new Worker(
                servers,
                place.topics(),
                who,
                new RunJob(
                        place.root(),
                        reader,
                        console,
                        handover::publish,
                        new Judge(
                                place.registry(),
                                place.blobs(),
                                new TrainingQueue(servers, place.topics())::tell,
                                console)),
                sentence -> console.line("%s", sentence),
                SESSION)) {
            worker.run();
        }
    }
}
