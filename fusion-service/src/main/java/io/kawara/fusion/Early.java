package io.kawara.fusion;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.TextRead;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What stages said about an image whose own record has not come yet. The first word of each counts, as it does for a {@link Case}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Early(TextRead read, List<Prediction> predictions) {
    static final Early NOTHING = new Early(null, List.of());

    Early {
        predictions = predictions == null ? List.of() : List.copyOf(predictions);
    }

    Early with(TextRead came) {
        return read == null ? new Early(came, predictions) : this;
    }

    Early with(Prediction came) {
        boolean again = predictions.stream()
                .anyMatch(p -> p.stage() == came.stage()
                        && Objects.equals(p.model(), came.model())
                        && Objects.equals(p.shadow(), came.shadow()));
        return again
                ? this
                : new Early(
                        read,
                        Stream.concat(predictions.stream(), Stream.of(came)).toList());
    }
}
