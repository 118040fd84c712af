package io.kawara.trainer.recipe;

import java.util.List;

/**
 * A table of pages with boxes, and their images.
 *
 * @param folder where they lie, below the folder that {@code --data} names or from where the command runs
 * @param file the table, below that: a page a line ({@code image_id,labels}) or a box a line ({@code image,x,y,w,h}); see pages.md
 * @param images the folder of the images, below it as well
 * @param group the column that says which pages belong together, or {@code prefix} for the book that ids begin with: pages of a group are never on both
 *     sides of a split. Left out, each page stands alone
 * @param unlisted what an image is of which the table says nothing
 * @param measured whether pages may be kept back and measured on, as {@code split} says; else all are learnt from, always
 * @param crops parts of each page that an epoch shows
 * @param scale sizes at which they are shown, instead of {@code crops.scale}
 */
public record PagesKeys(
        @Default(".") String folder,
        @Default("train.csv") String file,
        @Default("images") String images,
        @Default("null") String group,
        @Default("ignored") Unlisted unlisted,
        @Default("true") boolean measured,
        @Default("4") int crops,
        @Default("[]") List<Double> scale) {
    /** What an image without a line is. */
    public enum Unlisted {
        IGNORED,
        /** A page without characters, from which a detector learns what is none. */
        EMPTY
    }

    public PagesKeys {
        if (crops < 1) {
            throw new IllegalArgumentException("'pages.crops' is at least 1");
        }
        if (!scale.isEmpty()) {
            CropKeys.requireRange("pages.scale", scale);
        }
    }
}
