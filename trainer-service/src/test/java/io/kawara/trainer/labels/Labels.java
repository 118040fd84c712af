package io.kawara.trainer.labels;

import io.kawara.contracts.Label;
import io.kawara.contracts.Ruling;
import java.time.Instant;
import java.util.List;

/** Labels of the pipeline {@code products}, for tests. */
public final class Labels {
    public static final String PRODUCTS = "products";

    /** A person's label, so many seconds after the morning began. */
    public static Label human(String id, String image, String by, int seconds, String... says) {
        return sent("review", id, image, by, seconds, says);
    }

    public static Label sent(String source, String id, String image, String by, int seconds, String... says) {
        return label(id, image, Label.Kind.HUMAN, by, source, seconds, false, null, says);
    }

    public static Label golden(String id, String image, String by, int seconds, String... says) {
        return label(id, image, Label.Kind.HUMAN, by, "import", seconds, true, null, says);
    }

    public static Label back(String id, String image, String by, int seconds, String withdraws) {
        return label(id, image, Label.Kind.HUMAN, by, "review", seconds, false, withdraws);
    }

    public static Label pseudo(String id, String image, int seconds, String says, String... models) {
        return new Label(
                id,
                image,
                PRODUCTS,
                Label.Kind.PSEUDO,
                "top-fraction",
                "pseudo",
                at(seconds),
                List.of(says),
                null,
                null,
                0.9,
                List.of(models),
                false,
                null);
    }

    private static Label label(
            String id,
            String image,
            Label.Kind kind,
            String by,
            String source,
            int seconds,
            boolean golden,
            String withdraws,
            String... says) {
        return new Label(
                id,
                image,
                PRODUCTS,
                kind,
                by,
                source,
                at(seconds),
                List.of(says),
                null,
                null,
                null,
                null,
                golden,
                withdraws);
    }

    public static Ruling ruling(String id, Ruling.Verdict verdict, int seconds, String source, String model) {
        return new Ruling(id, verdict, PRODUCTS, null, source, model, null, null, null, "ann", "because", at(seconds));
    }

    public static Instant at(int seconds) {
        return Ledger.MORNING.plusSeconds(seconds);
    }

    private Labels() {}
}
