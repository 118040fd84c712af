package io.kawara.trainer.drawing;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** What a scan of one page shows of the page beside it: a strip beyond the fold, with columns that belong to another page and are no characters of this one. */
final class Facing {
    private final boolean left;
    private final int strip;
    private final int desk;

    /** @param style of both pages, which is no spread */
    Facing(Style style, SplittableRandom random) {
        left = random.nextDouble() < 0.6;
        strip = (int) (style.width() * random.nextDouble(0.04, 0.17));
        // Between two leaves of a book no desk is seen.
        desk = (int) Math.ceil(Math.max(0, style.ground().margin()) * style.height() * 1.15);
    }

    /** Both beside one another, the first as far as it is paper. */
    BufferedImage beside(BufferedImage page, BufferedImage other) {
        int kept = page.getWidth() - desk;
        var seen = new BufferedImage(kept + strip, page.getHeight(), BufferedImage.TYPE_INT_RGB);
        var row = new int[kept + strip];
        for (int y = 0; y < page.getHeight(); y++) {
            if (left) {
                other.getRGB(other.getWidth() - desk - strip, y, strip, 1, row, 0, strip);
                page.getRGB(desk, y, kept, 1, row, strip, kept);
            } else {
                page.getRGB(0, y, kept, 1, row, 0, kept);
                other.getRGB(desk, y, strip, 1, row, kept, strip);
            }
            seen.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return seen;
    }

    /** Where a character of the page comes to lie. */
    PageCharacter placed(PageCharacter character) {
        return character.moved(left ? strip - desk : 0);
    }
}
