package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image's words: what its sender said of it ({@code fields}) and what was read in the picture ({@code lines}, reading order).
 *
 * <p>{@code outcome} is about the reading: {@code absent} where the pipeline asks for none or nothing was found.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TextRead(
        Submission submission,
        String pipeline,
        Outcome outcome,
        String reason,
        Map<String, String> fields,
        List<TextLine> lines,
        Double millis) {
    public TextRead {
        requireNonNull(submission, "submission");
        requireNonNull(pipeline, "pipeline");
        requireNonNull(outcome, "outcome");
        fields = fields == null ? Map.of() : new LinkedHashMap<>(fields);
        lines = lines == null ? List.of() : List.copyOf(lines);
    }

    /** What was read in the picture, a line each. */
    @JsonIgnore
    public String text() {
        return String.join("\n", lines.stream().map(TextLine::text).toList());
    }

    /** What a text model is given: the item's own words in their order, then what was read, a line each. */
    @JsonIgnore
    public String words() {
        return String.join(
                "\n",
                java.util.stream.Stream.concat(
                                fields.values().stream(), lines.stream().map(TextLine::text))
                        .filter(s -> !s.isBlank())
                        .toList());
    }
}
