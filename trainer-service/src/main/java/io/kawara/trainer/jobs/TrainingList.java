package io.kawara.trainer.jobs;

import io.kawara.contracts.TrainingProgress;
import io.kawara.contracts.TrainingRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The trainings that were asked for, and how each gets on: the records of {@code trainings}, folded by the training's id. */
public final class TrainingList {
    private static final int SHORTEST = 4;

    private final Map<String, SubmittedTraining> trainings = new HashMap<>();

    void add(TrainingRequest request) {
        trainings.putIfAbsent(request.id(), new SubmittedTraining(request, null));
    }

    /** Progress of a training whose request is no longer on the topic is passed over. */
    void add(TrainingProgress progress) {
        trainings.computeIfPresent(progress.id(), (id, training) -> training.after(progress));
    }

    /** All, in the order in which they were asked for. */
    List<SubmittedTraining> all() {
        return trainings.values().stream()
                .sorted(Comparator.comparing(
                                (SubmittedTraining training) ->
                                        training.request().requestedAt(),
                                Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
                        .thenComparing(training -> training.request().id()))
                .toList();
    }

    /** Whether some have not ended yet. */
    public boolean isOpen() {
        return trainings.values().stream().anyMatch(training -> !training.hasEnded());
    }

    /** Whether one has not ended yet whose run is kept in this folder. */
    boolean awaits(String run) {
        return trainings.values().stream()
                .anyMatch(training ->
                        !training.hasEnded() && training.request().run().equals(run));
    }

    /** As much of an id as no other begins with. */
    String shortened(String id) {
        int length = SHORTEST;
        while (length < id.length() && !isAlone(id.substring(0, length))) {
            length++;
        }
        return id.substring(0, Math.min(length, id.length()));
    }

    private boolean isAlone(String start) {
        return trainings.keySet().stream().filter(id -> id.startsWith(start)).count() == 1;
    }
}
