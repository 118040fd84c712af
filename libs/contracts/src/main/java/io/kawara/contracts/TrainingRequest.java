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
 *
 * @param pipeline what is trained is to serve in this pipeline, and must show on its golden set that it may; null where it serves as it is
 * @param snapshot the hash of the manifest that {@code data} was made of; null where the data is any folder
 * @param by who wants it
 * @param why what it began by, e.g. {@code 50 new labels}
 * @param plan the id of the {@link TrainingPlan} that it belongs to
 * @param part of a plan: the one training of a run that is asked for, e.g. {@code products-text/fold-2}; the whole where it is null
 * @param after of a plan: the ids of what must be done before
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
        Instant requestedAt,
        String pipeline,
        String snapshot,
        String by,
        String why,
        String plan,
        String part,
        List<String> after) {
    public static final String TYPE = "io.kawara.training.requested";

    public TrainingRequest {
        requireNonNull(id, "id");
        requireNonNull(file, "file");
        requireNonNull(data, "data");
        requireNonNull(run, "run");
        settings = settings == null ? List.of() : List.copyOf(settings);
        after = after == null ? List.of() : List.copyOf(after);
    }

    /** A request of a folder of data and nothing else. */
    public TrainingRequest(
            String id,
            String file,
            List<String> settings,
            String data,
            String run,
            boolean outOfFold,
            boolean publish,
            Instant requestedAt) {
        this(id, file, settings, data, run, outOfFold, publish, requestedAt, null, null, null, null, null, null, null);
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

    /** The same as a part of a plan, under an id that says which. */
    public TrainingRequest in(String otherPlan, String otherPart, List<String> before) {
        return new TrainingRequest(
                otherPart == null ? otherPlan : otherPlan + ":" + otherPart,
                file,
                settings,
                data,
                run,
                outOfFold,
                publish,
                requestedAt,
                pipeline,
                snapshot,
                by,
                why,
                otherPlan,
                otherPart,
                before);
    }

    private static String whole(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
