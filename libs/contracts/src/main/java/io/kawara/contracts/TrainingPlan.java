package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * Several trainings in one request: a record of {@code trainings} of the type {@link #TYPE}, under the plan's id. Each job is put on the topic by itself
 * when those {@link TrainingRequest#after} which it comes are done; if one fails, what comes after it is not begun.
 *
 * @param jobs in an order in which each comes after those that it waits for
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TrainingPlan(String id, Instant requestedAt, List<TrainingRequest> jobs) {
    public static final String TYPE = "io.kawara.training.planned";

    public TrainingPlan {
        requireNonNull(id, "id");
        jobs = List.copyOf(jobs);
        var before = new HashSet<String>();
        for (var job : jobs) {
            if (!before.containsAll(job.after())) {
                throw new IllegalArgumentException("plan " + id + ": job " + job.id() + " waits for " + job.after()
                        + ", which do not all come before");
            }
            if (!id.equals(job.plan()) || !before.add(job.id())) {
                throw new IllegalArgumentException(
                        "plan " + id + ": job " + job.id() + " is of another plan or named twice");
            }
        }
        if (jobs.isEmpty()) {
            throw new IllegalArgumentException("plan " + id + " has no jobs");
        }
    }
}
