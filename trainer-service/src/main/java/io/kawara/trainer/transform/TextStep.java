package io.kawara.trainer.transform;

import io.kawara.trainer.data.Row;
import java.util.List;
import java.util.SplittableRandom;

/** Changes a text: as the row it comes from, as words, or as tokens; each kind one of these. Stateless. */
public sealed interface TextStep extends Step permits SwapAttributes, ShuffleSegments, DropTokens {
    /**
     * The row changed.
     *
     * @param fellows all rows of its label, itself among them
     */
    default Row row(Row row, List<Row> fellows, SplittableRandom random) {
        return row;
    }

    default String words(String words, SplittableRandom random) {
        return words;
    }

    default long[] tokens(long[] tokens, SplittableRandom random) {
        return tokens;
    }
}
