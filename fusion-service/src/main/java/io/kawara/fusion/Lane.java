package io.kawara.fusion;

import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Result;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.contracts.TextRead;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The cases of one lane. Every image that is submitted is answered exactly once.
 *
 * <p>Images open their cases in the order of their offsets, so the highest offset opened tells late from early: a word on an image at or below it
 * that has no case is late, for the image is answered; a word on one above it is early, and kept. And each stage answers in that order too: one
 * that speaks of an image has nothing more to say on those before it.
 *
 * <p>Everything that a restart must not lose is on the shelves. Not safe for several threads, but {@link #open} and {@link #oldest} may be read
 * from any.
 */
final class Lane {
    /** The only key of the progress shelf. */
    static final long PROGRESS = 0;

    private final Shelf<Case> cases;
    private final Shelf<Early> early;
    private final Shelf<Progress> progressShelf;
    private final PipelineLookup pipelines;
    private final PageVerdict pages;
    private final Shadows shadows;
    private final Consumer<Answer> answers;

    private final TreeSet<Deadline> deadlines =
            new TreeSet<>(Comparator.comparing(Deadline::at).thenComparing(Deadline::offset));
    private final AtomicInteger open = new AtomicInteger();
    private Progress progress;
    private int kept;
    private long first = Long.MAX_VALUE;
    private volatile Instant oldest;

    private record Deadline(Instant at, long offset) {}

    /** Takes up what is on the shelves. */
    Lane(
            Shelf<Case> cases,
            Shelf<Early> early,
            Shelf<Progress> progress,
            PipelineLookup pipelines,
            PageVerdict pages,
            Shadows shadows,
            Consumer<Answer> answers) {
        this.cases = cases;
        this.early = early;
        this.progressShelf = progress;
        this.pipelines = pipelines;
        this.pages = pages;
        this.shadows = shadows;
        this.answers = answers;
        this.progress = progress.find(PROGRESS).orElse(Progress.NONE);
        cases.forEach(this::index);
        early.forEach((words, offset) -> kept++);
    }

    /** How many cases are open. */
    int open() {
        return open.get();
    }

    /** When the oldest image came that has no answer yet. */
    Optional<Instant> oldest() {
        return Optional.ofNullable(oldest);
    }

    /**
     * An image came.
     *
     * @return false if it came before: offsets only grow, so the topic or the group's offsets were set back
     */
    boolean submitted(Submitted image, Instant now) {
        long offset = image.submission().offset();
        if (offset <= progress.opened()) {
            return false;
        }
        forgetEarly(offset);
        save(progress.withOpened(offset));
        open(image, now);
        if (kept > 0) {
            early.find(offset).ifPresent(words -> hear(offset, words, now));
        }
        expire(now);
        return true;
    }

    /**
     * A model, or a whole stage, answered.
     *
     * @return false if it was late
     */
    boolean predicted(Prediction prediction, Instant now) {
        long offset = prediction.submission().offset();
        if (offset > progress.opened()) {
            keep(offset, earlyAt(offset).with(prediction));
            return true;
        }
        if (prediction.shadow() != null) {
            cases.find(offset)
                    .ifPresentOrElse(
                            waiting -> cases.put(offset, waiting.withShadow(prediction)),
                            () -> shadows.late(prediction, now));
            return true; // whenever it comes: nobody waits for it
        }
        passOver(prediction.stage(), offset, now);
        Optional<Case> found = cases.find(offset);
        found.ifPresent(waiting -> settle(waiting.with(prediction), now));
        return found.isPresent();
    }

    /**
     * The picture was read.
     *
     * @return false if it was late
     */
    boolean read(TextRead read, Instant now) {
        long offset = read.submission().offset();
        if (offset > progress.opened()) {
            keep(offset, earlyAt(offset).with(read));
            return true;
        }
        passOver(Stage.OCR, offset, now);
        Optional<Case> found = cases.find(offset);
        found.ifPresent(waiting -> settle(waiting.with(read), now));
        return found.isPresent();
    }

    /** Answers whose deadline is over with what has come. */
    void expire(Instant now) {
        while (!deadlines.isEmpty() && !deadlines.first().at().isAfter(now)) {
            Case late = cases.find(deadlines.first().offset()).orElseThrow();
            close(late, Decision.Close.PARTIAL, now);
        }
    }

    private void open(Submitted image, Instant now) {
        Optional<Pipeline> pipeline = pipelines.find(image.pipeline());
        if (pipeline.isEmpty()) {
            refuse(image, "there is no pipeline " + image.pipeline() + "; there are: " + known(), now);
            return;
        }
        Instant deadline;
        try {
            deadline = image.expiry() == null
                    ? null
                    : OffsetDateTime.parse(image.expiry()).toInstant();
        } catch (DateTimeParseException e) {
            refuse(image, "ce_expirytime is not a time as RFC 3339 writes it: " + image.expiry(), now);
            return;
        }
        Case opened = Case.open(image, pipeline.get(), deadline);
        cases.put(image.submission().offset(), opened);
        index(opened, image.submission().offset());
    }

    private String known() {
        return pipelines.names().isEmpty() ? "none yet" : String.join(", ", pipelines.names());
    }

    private void refuse(Submitted image, String reason, Instant now) {
        answers.accept(new Answer(Verdict.refuse(image, reason, now), image.traceParent()));
    }

    private void hear(long offset, Early words, Instant now) {
        early.remove(offset);
        kept--;
        if (words.read() != null) {
            read(words.read(), now);
        }
        words.predictions().forEach(prediction -> predicted(prediction, now));
    }

    /** The stage has come as far as {@code offset}: it will not answer what lies between there and where it was. */
    private void passOver(Stage stage, long offset, Instant now) {
        long before = progress.answered(stage);
        if (offset <= before) {
            return;
        }
        save(progress.withAnswered(stage, offset));
        for (long passed = Math.max(before + 1, first); passed < offset; passed++) {
            cases.find(passed)
                    .filter(waiting -> waiting.awaits(stage))
                    .ifPresent(waiting -> settle(waiting.withPassedOver(stage), now));
        }
    }

    private void settle(Case waiting, Instant now) {
        if (waiting.decide() instanceof Decision.Close decision) {
            close(waiting, decision, now);
        } else {
            cases.put(waiting.submission().offset(), waiting);
        }
    }

    private void close(Case closed, Decision.Close decision, Instant now) {
        long offset = closed.submission().offset();
        cases.remove(offset);
        if (closed.deadline() != null) {
            deadlines.remove(new Deadline(closed.deadline(), offset));
        }
        open.decrementAndGet();
        if (offset == first) {
            findOldest();
        }
        Result result = closed.pipeline().task() == Task.PAGES
                ? pages.write(closed, decision, now)
                : Verdict.write(closed, decision, now);
        shadows.closed(closed, now);
        answers.accept(new Answer(result, closed.traceParent()));
    }

    private void index(Case opened, long offset) {
        if (opened.deadline() != null) {
            deadlines.add(new Deadline(opened.deadline(), offset));
        }
        open.incrementAndGet();
        if (offset < first) {
            first = offset;
            oldest = opened.receivedAt();
        }
    }

    /** The first open case only ever moves forward, so each offset is looked at once. */
    private void findOldest() {
        for (long next = first + 1; open.get() > 0 && next <= progress.opened(); next++) {
            Optional<Case> found = cases.find(next);
            if (found.isPresent()) {
                first = next;
                oldest = found.get().receivedAt();
                return;
            }
        }
        first = Long.MAX_VALUE;
        oldest = null;
    }

    private Early earlyAt(long offset) {
        return early.find(offset).orElseGet(() -> {
            kept++;
            return Early.NOTHING;
        });
    }

    private void keep(long offset, Early words) {
        early.put(offset, words);
    }

    /** Offsets between two images belong to none: what was said of them is about nothing. */
    private void forgetEarly(long offset) {
        for (long skipped = progress.opened() + 1; kept > 0 && skipped < offset; skipped++) {
            if (early.find(skipped).isPresent()) {
                early.remove(skipped);
                kept--;
            }
        }
    }

    private void save(Progress further) {
        progress = further;
        progressShelf.put(PROGRESS, further);
    }
}
