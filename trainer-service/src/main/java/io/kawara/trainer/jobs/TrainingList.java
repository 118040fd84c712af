package io.kawara.trainer.jobs;

import io.kawara.contracts.Cancellation;
import io.kawara.contracts.TrainingPlan;
import io.kawara.contracts.TrainingProgress;
import io.kawara.contracts.TrainingRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The trainings that were asked for, and how each gets on: the records of {@code trainings}, folded by the training's id. */
public final class TrainingList {
    private static final int SHORTEST = 4;

    private final Map<String, SubmittedTraining> trainings = new HashMap<>();
    private final Set<String> released = new HashSet<>();
    private final Map<String, String> cancelledBy = new HashMap<>();
    private final Map<String, TrainingProgress> early = new HashMap<>();

    void add(TrainingRequest request) {
        released.add(request.id());
        remember(request);
    }

    /** A topic's lanes are read one after the other: a request may come after what is said of it. */
    private void remember(TrainingRequest request) {
        String by = cancelledBy.getOrDefault(request.id(), cancelledBy.get(request.plan()));
        var said = early.remove(request.id());
        trainings.putIfAbsent(request.id(), new SubmittedTraining(request, said, by));
    }

    /** The jobs of a plan wait, whether they are on the topic yet or not. */
    void add(TrainingPlan plan) {
        plan.jobs().forEach(this::remember);
    }

    /** Takes back a training, or all jobs of a plan. */
    void add(Cancellation cancellation) {
        cancelledBy.putIfAbsent(cancellation.id(), cancellation.by());
        trainings.replaceAll((id, training) ->
                names(cancellation, training.request()) ? training.cancelled(cancellation.by()) : training);
    }

    static boolean names(Cancellation cancellation, TrainingRequest request) {
        return cancellation.id().equals(request.id()) || cancellation.id().equals(request.plan());
    }

    /** Progress of a training whose request is no longer on the topic is passed over. */
    void add(TrainingProgress progress) {
        if (trainings.computeIfPresent(progress.id(), (id, training) -> training.after(progress)) == null) {
            early.put(progress.id(), progress);
        }
    }

    /** One by its id. */
    public Optional<SubmittedTraining> find(String id) {
        return Optional.ofNullable(trainings.get(id));
    }

    /** Jobs of plans that are to be put on the topic: all that they wait for is done, and they are not there yet. */
    List<TrainingRequest> due() {
        return planned()
                .filter(training -> training.request().after().stream()
                        .allMatch(before ->
                                find(before).filter(SubmittedTraining::isDone).isPresent()))
                .map(SubmittedTraining::request)
                .toList();
    }

    /** What is not to begin any more since something that it waits for failed or was taken back, and why. */
    Map<String, String> hopeless() {
        var hopeless = new HashMap<String, String>();
        planned()
                .forEach(training -> training.request().after().stream()
                        .flatMap(before -> find(before).stream())
                        .filter(before -> before.hasEnded() && !before.isDone())
                        .findFirst()
                        .ifPresent(before -> hopeless.put(
                                training.request().id(),
                                "not begun: " + before.part() + " " + before.state()
                                        + (before.reason() == null ? "" : ": " + before.reason()))));
        return hopeless;
    }

    private Stream<SubmittedTraining> planned() {
        return trainings.values().stream()
                .filter(training -> training.request().plan() != null
                        && !training.hasEnded()
                        && !released.contains(training.request().id()));
    }

    /** All, in the order in which they were asked for. */
    public List<SubmittedTraining> all() {
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
