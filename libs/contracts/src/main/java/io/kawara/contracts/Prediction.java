package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What one model made of one image. Without a {@code model} it speaks for the whole stage, which then has no other answer to this image.
 *
 * <p>{@code scores} are sorted, best first. {@code characters}: what a detector found, or what a classifier reads in each box that it was given, and then
 * {@code candidates}: what else each may be. {@code page}: how large the page is that a detector looked at. {@code millis} is the image's share of the
 * model's own time. {@code shadow}: whether a challenger says it, which is not counted; left out where it is not so.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Prediction(
        Submission submission,
        String pipeline,
        Stage stage,
        String model,
        Integer version,
        Outcome outcome,
        String reason,
        List<ScoredLabel> scores,
        List<CharacterBox> characters,
        Candidates candidates,
        PageSize page,
        List<Float> embedding,
        Double millis,
        Boolean shadow) {
    public Prediction {
        requireNonNull(submission, "submission");
        requireNonNull(stage, "stage");
        requireNonNull(outcome, "outcome");
        if (outcome == Outcome.OK && (model == null || version == null)) {
            throw new IllegalArgumentException("a prediction that is ok names its model and version");
        }
        if (outcome != Outcome.OK && (reason == null || reason.isBlank())) {
            throw new IllegalArgumentException("a prediction that is " + outcome + " says why");
        }
        scores = scores == null ? List.of() : List.copyOf(scores);
        characters = characters == null ? List.of() : List.copyOf(characters);
        if (candidates != null && candidates.boxes() != characters.size()) {
            throw new IllegalArgumentException(
                    "candidates of " + candidates.boxes() + " boxes, but there are " + characters.size());
        }
        if (stage == Stage.CHARACTER && candidates == null && !characters.isEmpty()) {
            throw new IllegalArgumentException("characters are read without saying what else each may be");
        }
        embedding = embedding == null ? List.of() : List.copyOf(embedding);
        shadow = Boolean.TRUE.equals(shadow) ? true : null;
    }

    /** A prediction that counts. */
    public Prediction(
            Submission submission,
            String pipeline,
            Stage stage,
            String model,
            Integer version,
            Outcome outcome,
            String reason,
            List<ScoredLabel> scores,
            List<CharacterBox> characters,
            Candidates candidates,
            PageSize page,
            List<Float> embedding,
            Double millis) {
        this(
                submission,
                pipeline,
                stage,
                model,
                version,
                outcome,
                reason,
                scores,
                characters,
                candidates,
                page,
                embedding,
                millis,
                null);
    }

    /** The same as a challenger says it: shown beside what its champion says, and not counted. */
    public Prediction inShadow() {
        return new Prediction(
                submission,
                pipeline,
                stage,
                model,
                version,
                outcome,
                reason,
                scores,
                characters,
                candidates,
                page,
                embedding,
                millis,
                true);
    }

    public static Prediction ranked(
            Submission submission,
            String pipeline,
            Stage stage,
            String model,
            int version,
            List<ScoredLabel> scores,
            double millis) {
        return new Prediction(
                submission, pipeline, stage, model, version, Outcome.OK, null, scores, null, null, null, null, millis);
    }

    /** What a detector found on a page. */
    public static Prediction found(
            Submission submission,
            String pipeline,
            String model,
            int version,
            PageSize page,
            List<CharacterBox> boxes,
            double millis) {
        return new Prediction(
                submission,
                pipeline,
                Stage.DETECTOR,
                model,
                version,
                Outcome.OK,
                null,
                null,
                boxes,
                null,
                page,
                null,
                millis);
    }

    /** What a classifier reads in each box of a page. */
    public static Prediction read(
            Submission submission,
            String pipeline,
            String model,
            int version,
            List<CharacterBox> characters,
            Candidates candidates,
            double millis) {
        return new Prediction(
                submission,
                pipeline,
                Stage.CHARACTER,
                model,
                version,
                Outcome.OK,
                null,
                null,
                characters,
                candidates,
                null,
                null,
                millis);
    }

    public static Prediction absent(Submission submission, String pipeline, Stage stage, String model, String reason) {
        return new Prediction(
                submission, pipeline, stage, model, null, Outcome.ABSENT, reason, null, null, null, null, null, null);
    }

    public static Prediction failed(
            Submission submission, String pipeline, Stage stage, String model, Integer version, String reason) {
        return new Prediction(
                submission,
                pipeline,
                stage,
                model,
                version,
                Outcome.FAILED,
                reason,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
