package io.kawara.trainer.jobs;

import io.kawara.contracts.LoopRules;
import io.kawara.contracts.Pipeline;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jdbi.v3.core.Jdbi;

/**
 * Begins trainings as pipelines' {@code loop.trainings} say: after so many labels that no training has learnt from, or after so many hours if there is one.
 * What was asked for is in the tables, so neither a restart nor a second look begins the same again.
 */
public final class TrainingTriggers {
    private final Jdbi jdbi;
    private final TrainingDesk desk;
    private final Clock clock;
    private final Map<String, String> problems = new ConcurrentSkipListMap<>();

    public TrainingTriggers(Jdbi jdbi, TrainingDesk desk, Clock clock) {
        this.jdbi = jdbi;
        this.desk = desk;
        this.clock = clock;
    }

    /** Looks at all pipelines once. */
    public void look(Collection<Pipeline> pipelines) throws IOException, InterruptedException {
        for (var pipeline : pipelines) {
            var rules = pipeline.learning().trainings();
            var why = rules == null ? Optional.<String>empty() : why(pipeline.name(), rules);
            if (why.isEmpty()) {
                problems.remove(pipeline.name());
                continue;
            }
            try {
                desk.ask(new TrainingAsk(pipeline.name(), null, null, true, "schedule", why.get(), false));
                problems.remove(pipeline.name());
            } catch (IllegalArgumentException e) {
                problems.put(pipeline.name(), e.getMessage());
            }
        }
    }

    private Optional<String> why(String pipeline, LoopRules.Trainings rules) {
        int labels = jdbi.withHandle(handle -> AskedTrainings.newLabels(handle, pipeline));
        if (labels == 0) {
            return Optional.empty();
        }
        if (rules.afterLabels() != null && labels >= rules.afterLabels()) {
            return Optional.of(labels + " new labels");
        }
        if (rules.everyHours() == null) {
            return Optional.empty();
        }
        var last = jdbi.withHandle(handle -> AskedTrainings.last(handle, pipeline));
        var pause = Duration.ofMillis(Math.round(rules.everyHours() * 3_600_000));
        return last.isEmpty() || !clock.instant().isBefore(last.get().plus(pause))
                ? Optional.of("every " + rules.everyHours() + " hours; " + labels + " new labels")
                : Optional.empty();
    }

    /** Why a training that is due does not begin, by pipeline. */
    public Map<String, String> problems() {
        return new TreeMap<>(problems);
    }
}
