package io.kawara.trainer.importing;

import java.util.List;

/**
 * Which columns of a table say what; null where the usual ones do.
 *
 * @param id names a row
 * @param image where a row's image lies below the table's folder, columns in braces, such as <code>images/{id}.jpg</code>
 * @param label what a row's image is
 * @param text the item's own words
 * @param group what a row belongs to; {@code prefix} is what stands before the first underscore of the id
 */
public record ImportKeys(String id, String image, String label, List<String> text, String group) {
    public static final String PREFIX = "prefix";

    public ImportKeys {
        text = text == null ? List.of() : List.copyOf(text);
    }
}
