package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

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
}
