package io.kawara.trainer;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;

/** What the script {@code kawara} hands to the trainer. */
@TopCommand
@Command(
        name = "kawara",
        description = "Trains models and publishes them.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TrainCommand.class,
            SearchCommand.class,
            WorkerCommand.class,
            CatalogueCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            TrainingsCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            WeighCommand.class,
            SynthesizeCommand.class,
            DataCommand.class,
            AugmentCommand.class,
            PagesCommand.class,
            OverlayCommand.class,
            LabelsCommand.class,
            RevokeCommand.class,
            ModelsCommand.class
        })
final class TrainerCommand {}
