package io.kawara.gateway.answers;

import io.kawara.contracts.Submission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Every answer comes by here: it is remembered, handed to whoever waits for it, and told to whoever listens. Safe for many threads.
 *
 * <p>Listeners run on the thread that brings the answers and must return at once.
 */
public final class Answers {
    private final RecentAnswers recent;
    private final Waiting waiting;
    private final List<Consumer<Answer>> listeners = new CopyOnWriteArrayList<>();

    public Answers(RecentAnswers recent, int mostWaiting) {
        this.recent = recent;
        this.waiting = new Waiting(mostWaiting);
    }

    /** An answer came. */
    public synchronized void add(Answer answer) {
        boolean isNew = recent.add(answer); // before the waiting are told: who asks is always found in one of the two
        waiting.answered(answer);
        if (isNew) {
            listeners.forEach(listener -> listener.accept(answer));
        }
    }

    /** An image was deleted. */
    public void forget(String id) {
        recent.forget(id);
    }

    /** Whether it is known that an image was deleted. */
    public boolean isDeleted(String id) {
        return recent.isDeleted(id);
    }

    /** Answers to what was submitted on this lane before this offset may have come before this replica listened. */
    public void unseenBelow(int lane, long offset) {
        recent.unseenBelow(lane, offset);
    }

    /** To be called before the image is sent. */
    public void expect(String id) {
        waiting.expect(id);
    }

    /** Where the image lies. */
    public void sent(String id, Submission submission) {
        waiting.sent(id, submission);
    }

    /** The image was not sent after all. */
    public void withdraw(String id) {
        waiting.withdraw(id);
    }

    /** The answer to an image that this replica sent as soon as it is there, or nothing when the time has passed. */
    public CompletionStage<Optional<Answer>> within(Duration time, String id) {
        Optional<CompletableFuture<Answer>> answer = waiting.answer(id);
        if (answer.isEmpty()) {
            return CompletableFuture.completedFuture(recent.find(id));
        }
        return answer.get()
                .thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    public Optional<Answer> find(Submission submission) {
        return recent.find(submission);
    }

    public Optional<Answer> find(String id) {
        return recent.find(id);
    }

    /** The submission of an image that this replica sent and that has no answer yet. */
    public Optional<Submission> pending(String id) {
        return waiting.submission(id);
    }

    /** Whether this replica has seen and still remembers the answer to a submission, if there is one. */
    public boolean wouldKnow(Submission submission) {
        return recent.wouldKnow(submission);
    }

    /** Tells {@code listener} of the newest answers that match, the newest last, and of all others as they come, until what is returned is run. */
    public synchronized Runnable follow(int newest, Predicate<Answer> matching, Consumer<Answer> listener) {
        recent.newest(newest, matching).forEach(listener);
        Consumer<Answer> chosen = answer -> {
            if (matching.test(answer)) {
                listener.accept(answer);
            }
        };
        listeners.add(chosen);
        return () -> listeners.remove(chosen);
    }

    public int waiting() {
        return waiting.size();
    }

    public int listeners() {
        return listeners.size();
    }
}
