package io.kawara.trainer;

import io.kawara.contracts.Pipeline;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.trainer.publish.Publisher;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;

/** Publishes what a run made, and says so. */
final class Handover {
    private final WorkplaceConfig workplace;
    private final Console console;

    Handover(WorkplaceConfig workplace, Console console) {
        this.workplace = workplace;
        this.console = console;
    }

    /** Publishes where that is wanted and Kawara runs; says how to do it later else. */
    void made(RunFolder run, boolean publishing) throws IOException {
        if (publishing && workplace.isUp()) {
            publish(run);
        } else {
            console.line("");
            console.line("It lies in %s. To let it serve: ./kawara models publish %s", run.path(), run.path());
        }
    }

    void publish(RunFolder run) throws IOException {
        var publisher = new Publisher(workplace.registry(), workplace.blobs());
        console.line("");
        for (var file : run.models()) {
            var version = publisher.serve(file, "trained in " + run.path().getFileName());
            console.line("%s@%d serves (%.1f MB)", version.name(), version.version(), version.bytes() / 1e6);
        }
        if (Files.exists(run.pipeline())) {
            var pipeline = pipeline(run);
            publisher.put(pipeline);
            console.line("pipeline %s answers with the new weights", pipeline.name());
        }
    }

    static Pipeline pipeline(RunFolder run) throws IOException {
        try {
            return Json.read(Files.readAllBytes(run.pipeline()), Pipeline.class);
        } catch (InvalidMessage e) {
            throw new IllegalArgumentException(run.pipeline() + ": " + e.getMessage(), e);
        }
    }
}
