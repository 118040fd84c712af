package io.kawara.trainer.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far a run of the demonstration is: a file, written after each thing that must not be done twice, so that it goes on where it was ended. */
final class LoopState {
    private final Path file;
    private final Content content;

    /**
     * What came of a step.
     *
     * @param training its id
     * @param accuracy on the golden images
     * @param passed whether the gate let it serve
     * @param pseudo labels of models among what was learnt from
     * @param corrected reviewed images whose answer was wrong; null of steps without review
     * @param answers images that were streamed before it, once something served
     * @param failed those of them that were not answered completely
     * @param seconds that the training took
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(
            String training,
            double accuracy,
            boolean passed,
            int pseudo,
            Integer corrected,
            int answers,
            int failed,
            double millis,
            double megabytes,
            double seconds) {}

    /** @param trainings by step, those that were asked for and may not have ended */
    private record Content(Map<String, Step> steps, Map<String, String> trainings, Map<String, List<String>> chosen) {
        Content {
            steps = steps == null ? new LinkedHashMap<>() : new LinkedHashMap<>(steps);
            trainings = trainings == null ? new LinkedHashMap<>() : new LinkedHashMap<>(trainings);
            chosen = chosen == null ? new LinkedHashMap<>() : new LinkedHashMap<>(chosen);
        }
    }

    private LoopState(Path file, Content content) {
        this.file = file;
        this.content = content;
    }

    static LoopState read(Path file) throws IOException {
        try {
            return new LoopState(
                    file,
                    Files.exists(file)
                            ? Json.read(Files.readAllBytes(file), Content.class)
                            : new Content(null, null, null));
        } catch (InvalidMessage e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    Map<String, Step> steps() {
        return content.steps();
    }

    String training(String step) {
        return content.trainings().get(step);
    }

    List<String> chosen(String by) {
        return content.chosen().get(by);
    }

    void end(String step, Step came) throws IOException {
        content.steps().put(step, came);
        write();
    }

    void ask(String step, String training) throws IOException {
        content.trainings().put(step, training);
        write();
    }

    void choose(String by, List<String> images) throws IOException {
        content.chosen().put(by, images);
        write();
    }

    private void write() throws IOException {
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, Json.write(content));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
