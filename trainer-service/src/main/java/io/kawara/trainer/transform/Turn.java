package io.kawara.trainer.transform;

/** Turns and reflections that only move whole pixels. */
enum Turn {
    NONE(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, false, true),
    HALF(false, true, true),
    CLOCKWISE(true, false, true),
    COUNTERCLOCKWISE(true, true, false);

    private final boolean swapped;
    private final boolean fromRight;
    private final boolean fromBottom;

    /** @param swapped whether rows are read from columns; the others: from which end the source's are read */
    Turn(boolean swapped, boolean fromRight, boolean fromBottom) {
        this.swapped = swapped;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    Raster of(Raster picture) {
        if (this == NONE) {
            return picture;
        }
        var target = swapped
                ? picture.blank(picture.height(), picture.width())
                : picture.blank(picture.width(), picture.height());
        int at = 0;
        for (int y = 0; y < target.height(); y++) {
            for (int x = 0; x < target.width(); x++) {
                int column = swapped ? y : x;
                int row = swapped ? x : y;
                column = fromRight ? picture.width() - 1 - column : column;
                row = fromBottom ? picture.height() - 1 - row : row;
                int from = (row * picture.width() + column) * picture.channels();
                for (int c = 0; c < picture.channels(); c++) {
                    target.pixels()[at++] = picture.pixels()[from + c];
                }
            }
        }
        return target;
    }
}
