package io.kawara.bench;

import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.FileTraining;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.training.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What share of its time a training waits for pictures that are decoded, augmented and mixed ahead of it. */
final class DataWait {
    private static final int PICTURES = 300;
    private static final int SIDE = 200;

    /** In the last epoch of a training of resnet18 on 128 pixels, of JPEGs in a folder of two labels. */
    static double share(Path folder) throws IOException, InterruptedException {
        for (int i = 0; i < PICTURES; i++) {
            Path label = Files.createDirectories(folder.resolve("data").resolve("label-" + i % 2));
            Files.write(label.resolve(i + ".jpg"), Pictures.photo(SIDE, i));
        }
        Path recipe = folder.resolve("augmented.yaml");
        try (InputStream in = DataWait.class.getResourceAsStream("/bench/augmented.yaml")) {
            Files.copy(in, recipe);
        }
        double[] share = new double[1];
        var console = new Console(new PrintStream(OutputStream.nullOutputStream(), false), false).with(new Progress() {
            @Override
            public void step(Step step) {}

            @Override
            public void epoch(Epoch epoch) {
                share[0] = epoch.waited();
            }
        });
        new FileTraining(recipe, List.of())
                .train(
                        new LabelledData(folder, folder, line -> {}),
                        folder.resolve("data"),
                        RunFolder.next(folder.resolve("runs"), "augmented"),
                        false,
                        false,
                        console);
        return share[0];
    }

    private DataWait() {}
}
