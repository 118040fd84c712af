package io.kawara.trainer.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Where rows, labels and words come from, below the folder that {@code --data} names.
 *
 * @param format how the rows lie on disk
 * @param file the table; {@code labels.csv} where it is left out, {@code labels.jsonl} for json-lines, {@code train.csv} for boxes, and for idx the
 *     labels' file, {@code train-labels-idx1-ubyte}, gzipped or not
 * @param separator csv, boxes: what stands between two values; a tab in a file named {@code .tsv}, else a comma. Between tabs, quotes mean nothing
 * @param id the column that names a row, {@code id} where it is left out; {@code ''} numbers the rows. Of boxes the column that names a page, {@code
 *     image_id} where it is left out
 * @param image where a row's picture lies, columns in braces, e.g. <code>images/{id}.jpg</code>; {@code ''} where rows are words alone. Of idx the
 *     pictures' file, {@code train-images-idx3-ubyte}
 * @param label the label's column, {@code label} where it is left out. Of a multi-label task it holds several, divided by spaces or by bars. Of boxes
 *     {@code labels}: {@code LABEL x y w h} repeated, or the label alone where columns {@code x, y, w, h} hold the box
 * @param labels every label in the order of the model's outputs, e.g. {@code [cup, pot]} or {@code a..z}; those among the rows, sorted, where it is
 *     left out. Of a multi-label task whose table has a column of zeroes and ones for each label, these columns. Of idx the names of labels 0, 1, ...
 * @param text the columns that are the item's own words, in their order
 * @param ocr how the words in the picture are read
 * @param group the column by which rows belong together: rows with the same value never stand on both sides of a split. A box belongs to its page
 *     where it is left out
 * @param groupPattern a regular expression; its first match in the group's value (the id where there is no column) is the group, e.g. {@code ^[^_]+}
 *     for what stands before the first underscore
 * @param weight the column that says how much a row counts in the loss; each counts 1 where it is left out
 * @param crop boxes: what is cut out of a page for each; a twentieth around it where left out
 * @param targets a file of probabilities by id, as {@code --out-of-fold} writes it: what rows strive for instead of their labels
 * @param also folders of further rows, each in the same form as the data: they are learnt from, but never kept back, and nothing is measured on them.
 *     Below the data's folder, or where the command runs
 * @param pseudo rows that a model has labelled
 * @param glyphs glyphs: which pictures are drawn from them
 */
public record DataKeys(
        @Default("csv") Format format,
        @Default("null") String file,
        @Default("null") String separator,
        @Default("null") String id,
        @Default("null") String image,
        @Default("null") String label,
        @Default("[]") List<String> labels,
        @Default("[]") List<String> text,
        @Default("null") OcrKeys ocr,
        @Default("null") String group,
        @Default("null") String groupPattern,
        @Default("null") String weight,
        @Default("null") BoxCropKeys crop,
        @Default("null") String targets,
        @Default("[]") List<String> also,
        @Default("null") PseudoKeys pseudo,
        @Default("null") GlyphKeys glyphs) {
    private static final Pattern RANGE = Pattern.compile("(\\w)\\.\\.(\\w)|(\\d{1,6})\\.\\.(\\d{1,6})");

    /** How a data set lies on disk. */
    public enum Format {
        /** A table of rows. */
        CSV("labels.csv", "id", "images/{id}.jpg", "label"),
        /** A folder of pictures for each label. */
        FOLDERS("", "", "", ""),
        /** MNIST's pairs of files. */
        IDX("train-labels-idx1-ubyte", "", "train-images-idx3-ubyte", ""),
        /** An object in each line, its fields the columns. */
        JSON_LINES("labels.jsonl", "id", "images/{id}.jpg", "label"),
        /** Pages with labelled boxes, each box a row. */
        BOXES("train.csv", "image_id", "images/{image_id}.jpg", "labels"),
        /** Single letters, from which pictures of several are drawn: an idx file with its labels beside it, a table, or a folder with one for each letter. */
        GLYPHS("train-images-idx3-ubyte.gz", "", "", "");

        private final String file;
        private final String id;
        private final String image;
        private final String label;

        Format(String file, String id, String image, String label) {
            this.file = file;
            this.id = id;
            this.image = image;
            this.label = label;
        }

        boolean hasColumns() {
            return this == CSV || this == JSON_LINES || this == BOXES;
        }
    }

    public DataKeys {
        if (format != Format.GLYPHS && glyphs != null) {
            throw new IllegalArgumentException("'data.glyphs' needs 'format: glyphs'");
        }
        also = List.copyOf(also);
        if (format == Format.GLYPHS && !also.isEmpty()) {
            throw new IllegalArgumentException("'data.also' names further rows, and of glyphs pictures are drawn");
        }
        if (format != Format.BOXES && crop != null) {
            throw new IllegalArgumentException("'data.crop' needs 'format: boxes'");
        }
        crop = format == Format.BOXES && crop == null ? BoxCropKeys.defaults() : crop;
        glyphs = format == Format.GLYPHS && glyphs == null ? GlyphKeys.defaults() : glyphs;
        file = file == null ? format.file : file;
        id = id == null ? format.id : id;
        image = image == null ? format.image : image;
        label = label == null ? format.label : label;
        labels = labels.stream().flatMap(one -> range(one).stream()).toList();
        if (!format.hasColumns() && (!text.isEmpty() || group != null || weight != null)) {
            throw new IllegalArgumentException(
                    "'data.text', 'data.group' and 'data.weight' are columns: they need 'format: csv' or 'json-lines'");
        }
        if (separator != null && separator.length() != 1) {
            throw new IllegalArgumentException("'data.separator' is one character, e.g. ';', not '" + separator + "'");
        }
        if (groupPattern != null) {
            requirePattern(groupPattern);
        }
    }

    /** Whether the labelled rows are only measured on. */
    public boolean onlyPseudo() {
        return pseudo != null && pseudo.only();
    }

    /** Whether rows have pictures. */
    public boolean hasImages() {
        return format == Format.FOLDERS || format == Format.GLYPHS || !image.isEmpty();
    }

    /** The group that a value of the group's column stands for. */
    public String groupOf(String value) {
        if (groupPattern == null) {
            return value;
        }
        var match = Pattern.compile(groupPattern).matcher(value);
        if (!match.find()) {
            throw new IllegalArgumentException(
                    "'data.groupPattern' " + groupPattern + " does not match '" + value + "'");
        }
        return match.group();
    }

    private static void requirePattern(String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'data.groupPattern' is no regular expression: " + e.getDescription() + " in " + pattern, e);
        }
    }

    /** {@code a..z} and {@code 0..9} written out. */
    private static List<String> range(String written) {
        Matcher match = RANGE.matcher(written);
        if (!match.matches()) {
            return List.of(written);
        }
        boolean numbers = written.matches("\\d+\\.\\.\\d+");
        int first = numbers ? Integer.parseInt(written.substring(0, written.indexOf('.'))) : written.charAt(0);
        int last = numbers
                ? Integer.parseInt(written.substring(written.lastIndexOf('.') + 1))
                : written.charAt(written.length() - 1);
        if (last < first) {
            throw new IllegalArgumentException("'data.labels' " + written + " runs backwards");
        }
        var labels = new ArrayList<String>();
        for (int i = first; i <= last; i++) {
            labels.add(numbers ? Integer.toString(i) : String.valueOf((char) i));
        }
        return labels;
    }
}
