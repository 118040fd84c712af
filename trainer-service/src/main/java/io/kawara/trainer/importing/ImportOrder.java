package io.kawara.trainer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.KnownClasses;
import io.kawara.contracts.Topics;
import io.kawara.messaging.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What is to be brought in, for which pipeline, and how it is read.
 *
 * @param by who has labelled
 * @param golden the share of groups that is held out to measure by, in [0,1)
 * @param goldenGroups groups that are held out, too
 */
public record ImportOrder(
        Path data, String pipeline, String by, double golden, Set<String> goldenGroups, ImportKeys keys) {
    /**
     * Carries it out.
     *
     * @param registry what it says of the pipeline
     * @param folder where imports remember how far they were, each in a folder of its own
     */
    public Import.Outcome run(Registry registry, String servers, Topics topics, Path folder, Import.Progress progress)
            throws IOException, InterruptedException {
        var answers = registry.pipeline(pipeline)
                .orElseThrow(() -> new IllegalArgumentException("There is no pipeline " + pipeline + " on the registry,"
                        + " but "
                        + registry.pipelines().stream().map(one -> one.name()).toList() + "."));
        var found = new LabelledFiles(keys, answers.task()).read(data);
        var outcome = new Import(
                        servers,
                        topics,
                        pipeline,
                        KnownClasses.of(answers, registry::serving),
                        by,
                        new GoldenShare(golden, goldenGroups),
                        state(folder),
                        progress)
                .run(data, found);
        Files.write(
                report(folder),
                outcome.refused().stream().map(Refused::toString).toList());
        return outcome;
    }

    /** The file that says what was refused, and why. */
    public Path report(Path folder) {
        return state(folder).resolve("refused.txt");
    }

    private Path state(Path folder) {
        String what = data.toAbsolutePath().normalize() + "\n" + pipeline;
        return folder.resolve(data.toAbsolutePath().normalize().getFileName() + "-"
                + Sha256.of(what.getBytes(UTF_8)).substring(0, 8));
    }
}
