package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Somebody wants a training: a record of {@code trainings} of the type {@link #TYPE}, under the training's id.
 *
 * <p>Files and folders are named by their paths: whoever asks and whoever trains see the same ones. {@code run}: the folder of the run, made by whoever
 * asks; who takes a training over goes on with the checkpoint in it. Where {@code file} is a search, one trial is asked for, and {@code run} is its
 * folder in that of the search, e.g. {@code trial-3}.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TrainingRequest(
        String id,
        String file,
        List<String> settings,
        String data,
        String run,
        boolean outOfFold,
        boolean publish,
        Instant requestedAt) {
    public static final String TYPE = "io.kawara.training.requested";

    public TrainingRequest {
        requireNonNull(id, "id");
        requireNonNull(file, "file");
        requireNonNull(data, "data");
        requireNonNull(run, "run");
        settings = settings == null ? List.of() : List.copyOf(settings);
    }

    /** A request of now, under an id of its own, that names files and folders by their whole paths. */
    public static TrainingRequest of(
            Path file, List<String> settings, Path data, Path run, boolean outOfFold, boolean publish) {
        return new TrainingRequest(
                UUID.randomUUID().toString(),
                whole(file),
                settings,
                whole(data),
                whole(run),
                outOfFold,
                publish,
                Instant.now());
    }

    private static String whole(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
