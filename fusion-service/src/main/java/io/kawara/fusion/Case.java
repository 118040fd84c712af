package io.kawara.fusion;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.contracts.Member;
import io.kawara.contracts.Missing;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.contracts.TextRead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An image that waits for its answer: what was asked for, and what has come so far. Immutable.
 *
 * <pre>
 * opened ── predicted, read, passed over ──► waits ──► everything settled ──► complete, partial or failed
 *                                              └─────► deadline ──────────► partial
 * </pre>
 *
 * @param pipeline as it was defined when the case was opened, whatever becomes of the definition meanwhile
 * @param deadline none: the case waits as long as it takes
 * @param read what was read in the picture, if the pipeline asks for it and it has come
 * @param votes the first prediction of each member, by model
 * @param passedOver stages that went on to later images without a word on this one
 * @param shadows what challengers said in time, by model
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Case(
        Submission submission,
        String id,
        Pipeline pipeline,
        Instant receivedAt,
        Instant deadline,
        String traceParent,
        TextRead read,
        Map<String, Prediction> votes,
        Set<Stage> passedOver,
        Map<String, Prediction> shadows) {
    static final String DEADLINE = "deadline";
    static final String PASSED_OVER = "passed over";

    Case {
        requireNonNull(submission, "submission");
        requireNonNull(id, "id");
        requireNonNull(pipeline, "pipeline");
        requireNonNull(receivedAt, "receivedAt");
        votes = votes == null ? Map.of() : Map.copyOf(votes);
        passedOver = passedOver == null ? Set.of() : Set.copyOf(passedOver);
        shadows = shadows == null ? Map.of() : Map.copyOf(shadows);
    }

    static Case open(Submitted image, Pipeline pipeline, Instant deadline) {
        return new Case(
                image.submission(),
                image.id(),
                pipeline,
                image.receivedAt(),
                deadline,
                image.traceParent(),
                null,
                Map.of(),
                Set.of(),
                Map.of());
    }

    Case with(TextRead came) {
        return read != null || pipeline.ocr() == null ? this : with(came, votes, passedOver);
    }

    /** Takes a member's vote; a prediction without a model is the vote of all its stage's members that have not voted. */
    Case with(Prediction came) {
        Map<String, Prediction> more = new LinkedHashMap<>(votes);
        pipeline.members().stream()
                .filter(m -> came.model() == null
                        ? m.stage() == came.stage()
                        : m.model().equals(came.model()))
                .forEach(m -> more.putIfAbsent(m.model(), came));
        return with(read, more, passedOver);
    }

    Case withPassedOver(Stage stage) {
        Set<Stage> more = new TreeSet<>(passedOver);
        more.add(stage);
        return with(read, votes, more);
    }

    /** The case with a vote in place of what its model said before, if anything. */
    Case withInstead(Prediction vote) {
        Map<String, Prediction> others = new LinkedHashMap<>(votes);
        others.put(vote.model(), vote);
        return with(read, others, passedOver);
    }

    private Case with(TextRead read, Map<String, Prediction> votes, Set<Stage> passedOver) {
        return new Case(submission, id, pipeline, receivedAt, deadline, traceParent, read, votes, passedOver, shadows);
    }

    /** Keeps what the challenger of a member says. Nothing waits for it, and it decides nothing. */
    Case withShadow(Prediction came) {
        if (came.model() == null
                || pipeline.members().stream().noneMatch(m -> m.model().equals(came.model()))) {
            return this;
        }
        Map<String, Prediction> more = new LinkedHashMap<>(shadows);
        more.putIfAbsent(came.model(), came);
        return new Case(submission, id, pipeline, receivedAt, deadline, traceParent, read, votes, passedOver, more);
    }

    /** Whether something of this stage is still to come. Models of {@link Stage#FUSION} are asked when the case is closed. */
    boolean awaits(Stage stage) {
        if (stage == Stage.FUSION || passedOver.contains(stage)) {
            return false;
        }
        return (stage == Stage.OCR && awaitsText())
                || pipeline.members(stage).stream().anyMatch(m -> !votes.containsKey(m.model()));
    }

    Decision decide() {
        if (Stream.of(Stage.values()).anyMatch(this::awaits)) {
            return new Decision.Wait();
        }
        if (nothingCame()) {
            return Decision.Close.failed(reason());
        }
        boolean whole = !awaitsText()
                && pipeline.members().stream()
                        .allMatch(member -> member.stage() == Stage.FUSION || votes.containsKey(member.model()));
        return whole && !isUnread() ? Decision.Close.COMPLETE : Decision.Close.PARTIAL;
    }

    /** The predictions of a stage's members that have an answer, in the order of the members. */
    List<Prediction> answers(Stage stage) {
        return pipeline.members(stage).stream()
                .map(member -> votes.get(member.model()))
                .filter(vote -> vote != null && vote.outcome() == Outcome.OK)
                .toList();
    }

    /** Whether a page was to be read, and was only looked at. */
    private boolean isUnread() {
        return !pipeline.members(Stage.CHARACTER).isEmpty()
                && answers(Stage.CHARACTER).isEmpty();
    }

    /** What the answer does without, and why. */
    List<Missing> missing() {
        List<Missing> missing = new ArrayList<>();
        if (awaitsText()) {
            missing.add(new Missing(Stage.OCR.toString(), unheard(Stage.OCR)));
        } else if (read != null && read.outcome() != Outcome.OK) {
            missing.add(
                    new Missing(Stage.OCR.toString(), Objects.requireNonNullElse(read.reason(), "nothing was read")));
        }
        for (Member member : pipeline.members()) {
            Prediction vote = votes.get(member.model());
            if (vote == null && member.stage() == Stage.FUSION) {
                continue; // there was nothing to ask it about
            }
            if (vote == null) {
                missing.add(new Missing(member.model(), unheard(member.stage())));
            } else if (vote.outcome() != Outcome.OK) {
                missing.add(new Missing(member.model(), vote.reason()));
            }
        }
        return missing;
    }

    private boolean awaitsText() {
        return pipeline.ocr() != null && read == null;
    }

    private String unheard(Stage stage) {
        return passedOver.contains(stage) ? PASSED_OVER : DEADLINE;
    }

    private boolean nothingCame() {
        return pipeline.members().isEmpty()
                ? read == null || read.outcome() == Outcome.FAILED
                : votes.values().stream().noneMatch(vote -> vote.outcome() == Outcome.OK);
    }

    /** What was wrong with the image if anyone says so, else why each member had no answer. */
    private String reason() {
        Stream<String> ofText =
                Optional.ofNullable(read).filter(r -> r.outcome() == Outcome.FAILED).map(TextRead::reason).stream();
        Stream<String> ofVotes = pipeline.members().stream()
                .map(member -> votes.get(member.model()))
                .filter(vote -> vote != null && vote.outcome() == Outcome.FAILED)
                .map(Prediction::reason);
        String wrong = Stream.concat(ofText, ofVotes)
                .filter(Objects::nonNull)
                .distinct()
                .collect(joining("; "));
        return wrong.isEmpty()
                ? missing().stream().map(m -> m.model() + ": " + m.reason()).collect(joining("; "))
                : wrong;
    }
}
