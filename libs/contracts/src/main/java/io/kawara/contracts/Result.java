package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/** The one answer to an image. It explains itself: every vote, what is missing and why, the text and where it stands. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Result(
        String id,
        Submission submission,
        String pipeline,
        Status status,
        String label,
        Double score,
        List<ScoredLabel> scores,
        List<String> labels,
        String text,
        List<TextLine> lines,
        List<CharacterBox> characters,
        String transcription,
        List<Float> embedding,
        List<Vote> votes,
        List<Missing> missing,
        String reason,
        Instant receivedAt,
        Instant decidedAt) {
    public Result {
        requireNonNull(id, "id");
        requireNonNull(submission, "submission");
        requireNonNull(status, "status");
        if (status == Status.FAILED && (reason == null || label != null)) {
            throw new IllegalArgumentException("a failed answer has a reason and no label");
        }
        scores = scores == null ? List.of() : List.copyOf(scores);
        labels = labels == null ? List.of() : List.copyOf(labels);
        lines = lines == null ? List.of() : List.copyOf(lines);
        characters = characters == null ? List.of() : List.copyOf(characters);
        embedding = embedding == null ? List.of() : List.copyOf(embedding);
        votes = votes == null ? List.of() : List.copyOf(votes);
        missing = missing == null ? List.of() : List.copyOf(missing);
    }
}
