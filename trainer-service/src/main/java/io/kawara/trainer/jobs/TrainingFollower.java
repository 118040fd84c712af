package io.kawara.trainer.jobs;

import io.kawara.contracts.GateDecision;
import io.kawara.contracts.Topics;
import io.kawara.contracts.TrainingProgress;
import io.kawara.contracts.TrainingProgress.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Follows {@code trainings} on a thread of its own: says how each gets on, keeps what gates decided, and puts the jobs of plans on the topic as they become
 * due. Begins anew from the topic after a restart, and where Kafka was away; nothing is put there twice.
 */
public final class TrainingFollower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TrainingFollower.class);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration AWAY = Duration.ofSeconds(2);
    private static final String PLANNER = "plan";

    private final String servers;
    private final Topics topics;
    private final TrainingQueue queue;
    private final Consumer<GateDecision> decided;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> put = new HashSet<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "trainings");
    private volatile List<SubmittedTraining> all = List.of();
    private volatile boolean whole;

    /** @param decided is told every decision, each perhaps several times */
    public TrainingFollower(String servers, Topics topics, TrainingQueue queue, Consumer<GateDecision> decided) {
        this.servers = servers;
        this.topics = topics;
        this.queue = queue;
        this.decided = decided;
        thread.setDaemon(true);
    }

    public TrainingFollower start() {
        thread.start();
        return this;
    }

    /** All trainings, the first that was asked for first. */
    public List<SubmittedTraining> all() {
        return all;
    }

    /** Whether the topic was read to its end once: before, nothing can be said about what is missing. */
    public boolean isWhole() {
        return whole;
    }

    public Optional<SubmittedTraining> find(String id) {
        return all.stream()
                .filter(training -> training.request().id().equals(id))
                .findFirst();
    }

    /** Called on the follower's thread when something was said; must return soon. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    public void remove(Runnable listener) {
        listeners.remove(listener);
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (var reader = new TrainingReader(servers, topics, decided)) {
                follow(reader);
            } catch (RuntimeException e) { // Kafka is away, or its topics are not there yet
                LOG.warnf("The topic of trainings cannot be followed; trying again. cause=%s", e.getMessage());
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void follow(TrainingReader reader) throws InterruptedException {
        var trainings = reader.read(); // whole: a job that is on the topic already must not be put there again
        while (closing.getCount() > 0) {
            publish(trainings);
            whole = true;
            for (var job : trainings.due()) {
                if (!put.contains(job.id())) {
                    queue.add(job);
                    put.add(job.id());
                }
            }
            for (var hopeless : trainings.hopeless().entrySet()) {
                if (!put.contains(hopeless.getKey())) {
                    String plan = trainings
                            .find(hopeless.getKey())
                            .orElseThrow()
                            .request()
                            .plan();
                    queue.tell(
                            plan,
                            TrainingProgress.ended(
                                    hopeless.getKey(), PLANNER, State.FAILED, hopeless.getValue(), Instant.now()));
                    put.add(hopeless.getKey());
                }
            }
            trainings = reader.await(PAUSE);
        }
    }

    private void publish(TrainingList trainings) {
        var now = trainings.all();
        if (!now.equals(all)) {
            all = now;
            listeners.forEach(Runnable::run);
        }
    }

    private void pause() {
        try {
            boolean unused = closing.await(AWAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(AWAY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
