package io.kawara.trainer.run;

import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.synthesize.SlipGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of slips and a recipe of a model that learns them in a second, for tests of what is around a training. */
public final class TinyData {
    private static final String RECIPE = """
        name: tiny-image
        architecture: small-cnn
        options: {width: 8, stages: 2}
        input: {size: 32}
        data: {label: merchant}
        split: {folds: 2}
        train: {epochs: 8, batchSize: 4, checkpointEvery: 3 steps}
        augment: {crop: 0.9}
        """;

    private final Path folder;

    /** What was drawn there already. */
    public TinyData(Path folder) {
        this.folder = folder;
    }

    public static TinyData draw(Path folder) throws IOException {
        new SlipGenerator(1).write(folder, 40, done -> {});
        var data = new TinyData(folder);
        Files.writeString(data.recipe(), RECIPE);
        return data;
    }

    public Path folder() {
        return folder;
    }

    public Path recipe() {
        return folder.resolve("tiny.yaml");
    }

    public LabelledData reader() {
        return new LabelledData(folder, folder, line -> {});
    }

    /** Says nothing. */
    public static Console quiet() {
        return new Console(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
    }
}
