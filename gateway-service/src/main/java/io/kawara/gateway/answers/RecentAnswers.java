package io.kawara.gateway.answers;

import io.kawara.contracts.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The latest answers, bounded by number and by size; the oldest is forgotten first. Safe for many threads.
 *
 * <p>Knows what it may have forgotten: {@link #wouldKnow} tells "not answered yet" from "answered too long ago to remember".
 */
public final class RecentAnswers {
    private static final int MOST_DELETED = 10_000;

    private final int most;
    private final long mostCharacters;
    private final LinkedHashMap<Submission, Answer> answers = new LinkedHashMap<>();
    private final Map<String, Submission> ids = new HashMap<>();
    private final Set<String> deleted = new LinkedHashSet<>();
    private final Map<Integer, Long> forgottenBelow = new HashMap<>();
    private long characters;

    public RecentAnswers(int most, long mostCharacters) {
        this.most = most;
        this.mostCharacters = mostCharacters;
    }

    /** Takes an answer in; false if this very answer was here already, as after a restart of the stage that sent it. */
    public synchronized boolean add(Answer answer) {
        Submission submission = answer.result().submission();
        Answer previous = answers.remove(submission);
        if (previous != null) {
            characters -= previous.json().length();
        }
        answers.put(submission, answer);
        ids.put(answer.result().id(), submission);
        characters += answer.json().length();
        while (answers.size() > most || (characters > mostCharacters && answers.size() > 1)) {
            forget(answers.values().iterator().next());
        }
        return previous == null || !previous.json().equals(answer.json());
    }

    public synchronized Optional<Answer> find(Submission submission) {
        return Optional.ofNullable(answers.get(submission));
    }

    public synchronized Optional<Answer> find(String id) {
        return Optional.ofNullable(ids.get(id)).map(answers::get);
    }

    /** The newest answers that match, the newest last. */
    public synchronized List<Answer> newest(int number, Predicate<Answer> matching) {
        List<Answer> all = new ArrayList<>();
        for (Answer answer : answers.values()) {
            if (matching.test(answer)) {
                all.add(answer);
            }
        }
        return List.copyOf(all.subList(Math.max(0, all.size() - number), all.size()));
    }

    /** Answers to what was submitted on this lane before this offset may never have been seen here. */
    public synchronized void unseenBelow(int lane, long offset) {
        forgottenBelow.merge(lane, offset, Math::max);
    }

    /** Whether an answer to this submission, if there is one, is still remembered. */
    public synchronized boolean wouldKnow(Submission submission) {
        return submission.offset() >= forgottenBelow.getOrDefault(submission.lane(), 0L);
    }

    /** Drops the answer of a deleted image, and remembers that it was deleted: Kafka still holds image and answer for days. */
    public synchronized void forget(String id) {
        find(id).ifPresent(this::forget);
        deleted.add(id);
        if (deleted.size() > MOST_DELETED) {
            deleted.remove(deleted.iterator().next());
        }
    }

    /** Whether it is known that an image was deleted, one of the latest that were. */
    public synchronized boolean isDeleted(String id) {
        return deleted.contains(id);
    }

    private void forget(Answer answer) {
        Submission submission = answer.result().submission();
        answers.remove(submission);
        ids.remove(answer.result().id(), submission);
        characters -= answer.json().length();
        unseenBelow(submission.lane(), submission.offset() + 1);
    }
}
