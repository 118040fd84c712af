package io.kawara.trainer.run;

import io.kawara.trainer.recipe.Canonical;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a training keeps what it did: {@code runs/NAME/1}, {@code 2} and so on. Holds the recipes as run, the environment, the model files, for a
 * pipeline its definition, and a folder for each training ({@code MODEL/all}, {@code MODEL/fold-1}) with its checkpoints, metrics, events and curves.
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

    /** Where one training of this run keeps its checkpoints and what it reports. */
    public Path part(String model, String part) {
        return path.resolve(model).resolve(part);
    }

    /** Where a pipeline's definition lies, weights included. */
    public Path pipeline() {
        return path.resolve("pipeline.json");
    }

    /** Writes a file, whole or not at all: what is there after a kill is finished. */
    public void write(Path file, byte[] content) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".part");
        Files.write(written, content);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Keeps a recipe, defaults filled in: it can be trained again as it is. */
    public void keep(Record recipe, String name) throws IOException {
        Files.writeString(path.resolve(name + ".recipe.json"), Canonical.json(recipe) + "\n");
    }
}
