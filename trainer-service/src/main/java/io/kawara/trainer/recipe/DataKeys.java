package io.kawara.trainer.recipe;

import java.util.List;

/**
 * Where rows, labels and words come from, below the folder that {@code --data} names.
 *
 * @param file csv: the table, with a header line
 * @param id csv: the column that names a row
 * @param image csv: where a row's picture lies, columns in braces, e.g. <code>images/{id}.jpg</code>
 * @param label csv: the label's column
 * @param text csv: the columns that are the item's own words, in their order
 * @param ocr how the words in the picture are read
 * @param group csv: rows with the same value never stand on both sides of a split
 */
public record DataKeys(
        @Default("csv") Format format,
        @Default("labels.csv") String file,
        @Default("id") String id,
        @Default("images/{id}.jpg") String image,
        @Default("label") String label,
        @Default("[]") List<String> text,
        @Default("null") OcrKeys ocr,
        @Default("null") String group) {
    /** How a data set lies on disk. */
    public enum Format {
        /** A table of rows. */
        CSV,
        /** A folder of pictures for each label. */
        FOLDERS
    }

    public DataKeys {
        if (format == Format.FOLDERS && (!text.isEmpty() || group != null)) {
            throw new IllegalArgumentException("'data.text' and 'data.group' are columns: they need 'format: csv'");
        }
    }
}
