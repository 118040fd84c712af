package io.kawara.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Pages that came together, worked through group by group in their order. Groups are taken by one thread and answered by another, one at a time. */
final class Poll {
    private final List<CarriedPage> pages;
    private final Supplier<CompletionStage<Void>> acknowledge;
    private final List<CompletableFuture<Void>> sent = new ArrayList<>();
    private int taken;

    /** @param acknowledge that all pages are answered */
    Poll(List<CarriedPage> pages, Supplier<CompletionStage<Void>> acknowledge) {
        this.pages = pages;
        this.acknowledge = acknowledge;
    }

    /** Pages that are looked at together. */
    record Group(Poll poll, List<CarriedPage> pages, PageRound round, boolean isLast) {
        /** Completes with the poll's acknowledgment where this is its last group, else at once. */
        CompletionStage<Void> sent(CompletableFuture<Void> answers) {
            poll.sent.add(answers);
            return isLast
                    ? CompletableFuture.allOf(poll.sent.toArray(CompletableFuture[]::new))
                            .thenCompose(done -> poll.acknowledge.get())
                    : CompletableFuture.completedStage(null);
        }
    }

    boolean hasNext() {
        return taken < pages.size();
    }

    Group next(CharacterDetector detector) throws InterruptedException {
        int from = taken;
        taken = pages.size(); // where that fails there is no next
        var round = detector.prepare(pages.subList(from, pages.size()).stream()
                .map(CarriedPage::page)
                .iterator());
        taken = from + round.votes().ballots().size();
        return new Group(this, pages.subList(from, taken), round, taken == pages.size());
    }
}
