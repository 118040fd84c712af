package io.kawara.trainer.recipe;

import java.util.List;

/**
 * Tables of pages with boxes, and their images; below the folder that {@code --data} names.
 *
 * @param file true boxes with their codes: a page a line ({@code image_id,labels}) or a box a line ({@code image,x,y,w,h,code}); see pages.md
 * @param images the folder of the images
 * @param found boxes that a detector found on the same pages which it had not learnt from, as {@code --out-of-fold} of its recipe writes them; also from where the
 *     command runs. Each is learnt with the code of the true box that it overlaps most, by half and more, or as none. Left out, boxes are made of the true ones
 * @param group the column that says which pages belong together, or {@code prefix} for the book that ids begin with: pages of a group are never on both sides
 *     of a split. Left out, each page stands alone
 * @param also folders of further pages, such as drawn ones, with tables and images of the same names: they are always learnt from and never measured on. Below the
 *     data's folder, or from where the command runs
 * @param memory how many MiB of decoded pages are kept; the rest is decoded anew for every crop
 */
public record BoxTableKeys(
        @Default("train.csv") String file,
        @Default("images") String images,
        @Default("null") String found,
        @Default("null") String group,
        @Default("[]") List<String> also,
        @Default("2048") int memory) {
    public BoxTableKeys {
        if (memory < 0) {
            throw new IllegalArgumentException("'boxes.memory' is at least 0: " + memory);
        }
    }
}
