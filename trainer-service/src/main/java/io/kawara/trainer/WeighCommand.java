package io.kawara.trainer;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Task;
import io.kawara.messaging.Json;
import io.kawara.serving.Device;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.predict.BulkInputs;
import io.kawara.trainer.predict.Ensemble;
import io.kawara.trainer.predict.TruthTable;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.FusionSearch;
import io.kawara.trainer.run.Measurement;
import io.kawara.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kawara weigh}: what each of several trained models counts in a pipeline, found on images that none of them learnt from. */
@Command(
        name = "weigh",
        description = "Find the weights (and thresholds) of a pipeline of models that are trained already, on labelled"
                + " images that none of them learnt from. One half of the images chooses, the other measures.",
        mixinStandardHelpOptions = true)
final class WeighCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PIPELINE", description = "A pipeline's file, run or name.")
    private String subject;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Images, folders of images, CSV tables.")
    private List<Path> paths;

    @Option(
            names = "--truth",
            required = true,
            paramLabel = "FILE.csv",
            description = "What is true of them: the id first, then a column a label with 0 and 1, or the label.")
    private Path truth;

    @Option(names = "--no-publish", description = "Leave the pipeline in the run's folder.")
    private boolean noPublish;

    @Mixin
    private WorkplaceConfig workplace;

    private final Console console = Console.standard();

    @Override
    public Integer call() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        var found = new Subjects(workplace, new SessionSettings(Device.CPU, cores), card -> card).find(subject);
        try (var ensemble = found.ensemble()) {
            var halves = halves(labelled(ensemble));
            var choosing = ensemble.votes(halves.get(0), cores);
            var pipeline = new FusionSearch(ensemble.pipeline(), choosing, halves.get(0)).best(Combination.values());
            console.table("By which the weights were chosen", Measurement.of(pipeline, choosing, halves.get(0)));
            console.table(
                    "On the other half", Measurement.of(pipeline, ensemble.votes(halves.get(1), cores), halves.get(1)));
            console.weights(pipeline);
            publish(pipeline, found);
            return 0;
        }
    }

    private DataSet labelled(Ensemble ensemble) throws IOException {
        var rows = new BulkInputs(List.of()).read(paths);
        return TruthTable.read(truth)
                .label(ensemble.pipeline().task() == Task.MULTI_LABEL ? BulkInputs.numbered(rows) : rows);
    }

    /** Every other row: what comes in order is in both. */
    private static List<DataSet> halves(DataSet rows) {
        if (rows.size() < 4) {
            throw new IllegalArgumentException("To weigh models takes hundreds of labelled images, not " + rows.size());
        }
        return IntStream.range(0, 2)
                .mapToObj(half -> rows.rows(IntStream.range(0, rows.size())
                        .filter(place -> place % 2 == half)
                        .boxed()
                        .toList()))
                .toList();
    }

    private void publish(Pipeline pipeline, Subjects.Subject found) throws IOException {
        var run = RunFolder.next(workplace.runs(), pipeline.name());
        for (var model : found.files().entrySet()) {
            try (var channel = FileChannel.open(
                    run.model(model.getKey()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (var bytes = model.getValue().bytes(); bytes.hasRemaining(); ) {
                    channel.write(bytes);
                }
            }
        }
        Files.write(run.pipeline(), Json.write(pipeline));
        new Handover(workplace, console).made(run, !noPublish);
    }
}
