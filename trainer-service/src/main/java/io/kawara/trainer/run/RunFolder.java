package io.kawara.trainer.run;

import io.kawara.trainer.recipe.Canonical;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a training keeps what it did: {@code runs/NAME/1}, {@code 2} and so on. Holds the recipes as run, the checkpoints, the model files and, for a
 * pipeline, its definition.
 */
public record RunFolder(Path path) {
    /** A new folder after all there are for the name. */
    public static RunFolder next(Path runs, String name) throws IOException {
        int number = latest(runs, name).map(run -> number(run.path()) + 1).orElse(1);
        return new RunFolder(Files.createDirectories(runs.resolve(name).resolve(Integer.toString(number))));
    }

    /** The newest folder of the name. */
    public static Optional<RunFolder> latest(Path runs, String name) throws IOException {
        Path folder = runs.resolve(name);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var folders = Files.list(folder)) {
            return folders.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .max(Comparator.comparingInt(RunFolder::number))
                    .map(RunFolder::new);
        }
    }

    private static int number(Path path) {
        return Integer.parseInt(path.getFileName().toString());
    }

    /** Where a model of this run lies. */
    public Path model(String name) {
        return path.resolve(name + ".onnx");
    }

    /** The model files of this run. */
    public List<Path> models() throws IOException {
        try (var files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
    }

    /** Where a training of this run keeps its checkpoint. */
    public Path checkpoint(String model, String part) {
        return path.resolve("checkpoints").resolve(model).resolve(part);
    }

    /** Where a pipeline's definition lies, weights included. */
    public Path pipeline() {
        return path.resolve("pipeline.json");
    }

    /** Keeps a recipe, defaults filled in: it can be trained again as it is. */
    public void keep(Record recipe, String name) throws IOException {
        Files.writeString(path.resolve(name + ".recipe.json"), Canonical.json(recipe) + "\n");
    }
}
