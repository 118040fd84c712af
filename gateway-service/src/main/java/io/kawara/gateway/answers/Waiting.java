package io.kawara.gateway.answers;

import io.kawara.contracts.Submission;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The images this replica sent that have no answer yet; whoever wants one waits here. Safe for many threads.
 *
 * <p>An image is entered <em>before</em> it is sent: the answer may be back before the send is acknowledged. Bounded: the eldest gives way, and
 * its callers hear nothing more.
 */
final class Waiting {
    private static final class Image {
        final CompletableFuture<Answer> answer = new CompletableFuture<>();
        Submission submission;
    }

    private final int most;
    private final Map<String, Image> images = new LinkedHashMap<>();

    Waiting(int most) {
        this.most = most;
    }

    synchronized void expect(String id) {
        images.put(id, new Image());
        Iterator<Image> eldest = images.values().iterator();
        while (images.size() > most) {
            eldest.next();
            eldest.remove();
        }
    }

    synchronized void sent(String id, Submission submission) {
        Image image = images.get(id);
        if (image != null) {
            image.submission = submission;
        }
    }

    synchronized Optional<CompletableFuture<Answer>> answer(String id) {
        return Optional.ofNullable(images.get(id)).map(image -> image.answer);
    }

    synchronized Optional<Submission> submission(String id) {
        return Optional.ofNullable(images.get(id)).map(image -> image.submission);
    }

    synchronized int size() {
        return images.size();
    }

    void answered(Answer answer) {
        Image image = withdraw(answer.result().id());
        if (image != null) {
            image.answer.complete(answer); // outside the lock: callers go on from here
        }
    }

    synchronized Image withdraw(String id) {
        return images.remove(id);
    }
}
