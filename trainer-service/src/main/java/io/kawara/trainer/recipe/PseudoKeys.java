package io.kawara.trainer.recipe;

/**
 * Rows that nobody but a model has labelled, to learn from besides the labelled ones. They are never kept back, and nothing is measured on them.
 *
 * @param file their probabilities: a CSV file of an id and one column a label, as {@code --out-of-fold} and {@code predict --probabilities} write it;
 *     below the data's folder, or where the command runs
 * @param images where their pictures lie below the data's folder, columns in braces, e.g. <code>test/{id}.jpg</code>; {@code ''} where rows are words
 *     alone
 * @param table a table of these rows, with the columns that {@code data.id}, {@code data.text} and {@code data.group} name; left out where an id and a
 *     picture are all there is to a row
 * @param minimum the probability of the likeliest label from which a row is taken, in [0,1]; of a multi-label task the mean over labels of how sure
 *     each is of being true or not
 * @param weight how much such a row counts in the loss, where a labelled one counts 1
 * @param kind whether such a row strives for the probabilities or for the labels they come to
 * @param only whether the labelled rows are left out of training; they are measured on all the same
 */
public record PseudoKeys(
        String file,
        @Default("''") String images,
        @Default("null") String table,
        @Default("0") double minimum,
        @Default("1") double weight,
        @Default("soft") Kind kind,
        @Default("false") boolean only) {
    /** What a model's probabilities are made into. */
    public enum Kind {
        /** The probabilities themselves. */
        SOFT,
        /** The likeliest label; of a multi-label task all labels above a half. */
        ARGMAX
    }

    public PseudoKeys {
        if (!(minimum >= 0 && minimum <= 1)) {
            throw new IllegalArgumentException("'data.pseudo.minimum' is a probability from 0 to 1: " + minimum);
        }
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("'data.pseudo.weight' is above 0: " + weight);
        }
    }
}
