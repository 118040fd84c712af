package io.kawara.trainer.drawing;

import java.util.SplittableRandom;

/**
 * What the pages of a book share.
 *
 * @param brush what its text is written with; {@code titles}: its titles
 * @param horizontal whether it is written in rows
 * @param spread whether two pages lie side by side
 * @param height pixels of the scan; {@code width}: likewise
 * @param size a character's side as a share of the height
 * @param pitch from one column to the next, in characters
 * @param gap between characters, in characters
 * @param thicker how much thicker strokes are than the font's, in characters
 * @param cursive how often neighbours are joined
 * @param slip how far characters leave the middle of their column, in characters
 * @param frame how many lines the border has; {@code ruled}: whether lines part the columns
 * @param boxes how often words stand in boxes; {@code dots}: how often a dot follows a character
 */
record Style(
        Brush brush,
        Brush titles,
        boolean horizontal,
        boolean spread,
        int height,
        int width,
        double size,
        double pitch,
        double gap,
        double thicker,
        double kana,
        boolean katakana,
        double hentaigana,
        double cursive,
        double slip,
        boolean furigana,
        int frame,
        boolean ruled,
        double boxes,
        double dots,
        Ground ground) {
    /**
     * Colours as shares of red, green and blue.
     *
     * @param desk what the book lies on
     */
    @SuppressWarnings("ArrayRecordComponent") // read alone, never compared
    record Ground(double[] paper, double[] ink, double[] desk, double margin) {}

    static Style draw(PageKeys keys, PageFonts fonts, SplittableRandom random) {
        var brush = fonts.pick(keys.brush(), random);
        var titles = random.nextDouble() < 0.7 ? brush : fonts.pick(keys.brush(), random);
        boolean horizontal = random.nextDouble() < keys.horizontal();
        boolean spread = random.nextDouble() < keys.spread();
        int least = keys.height().get(0);
        int height = random.nextInt(least, keys.height().get(1) + 1);
        double aspect = spread ? random.nextDouble(1.15, 1.5) : random.nextDouble(0.6, 0.8);
        boolean furigana = random.nextDouble() < keys.furigana();
        // Many small, few large: what is drawn is the number of characters in a column.
        double size = 1 / random.nextDouble(18, 44);
        double flow = brush.isBrush() ? 1 : 0.15;
        return new Style(
                brush,
                titles,
                horizontal,
                spread,
                height,
                (int) (height * aspect),
                size,
                random.nextDouble(1.2, 1.75) + (furigana ? 0.35 : 0),
                brush.isBrush() ? random.nextDouble(0.0, 0.16) : random.nextDouble(0.02, 0.25),
                random.nextDouble(-0.008, 0.045),
                random.nextDouble() < 0.12 ? 0 : random.nextDouble(0.45, 0.85),
                random.nextDouble() < keys.katakana(),
                brush.isCursive() ? keys.hentaigana() : 0,
                Math.min(1, keys.cursive() * flow * random.nextDouble(0.1, 0.9)),
                random.nextDouble(0, 0.12) * flow,
                furigana,
                random.nextInt(3),
                random.nextDouble() < 0.25,
                random.nextDouble() < 0.2 ? 0.5 : 0,
                random.nextDouble() < 0.3 ? 0.12 : 0,
                ground(random));
    }

    private static Ground ground(SplittableRandom random) {
        double light = random.nextDouble(0.74, 0.95);
        double warmth = 0.8 * random.nextDouble();
        double[] paper = {light, light * (0.985 - 0.09 * warmth), light * (0.95 - 0.33 * warmth)};
        double dark = random.nextDouble(0.06, 0.24);
        double[] ink = {dark * 1.05, dark, dark * random.nextDouble(0.85, 1.1)};
        double desk = random.nextBoolean() ? random.nextDouble(0.04, 0.12) : random.nextDouble(0.4, 0.75);
        double[] below = {desk, desk * random.nextDouble(0.95, 1.02), desk * random.nextDouble(0.9, 1.05)};
        return new Ground(paper, ink, below, random.nextDouble() < 0.15 ? -0.02 : random.nextDouble(0.01, 0.05));
    }

    /** Pixels of a character's side. */
    double side() {
        return size * height;
    }
}
