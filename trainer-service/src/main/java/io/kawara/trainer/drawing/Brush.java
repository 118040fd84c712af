package io.kawara.trainer.drawing;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.Locale;

/** A font as outlines, an em being one unit and its middle the origin. Thread-safe. */
final class Brush {
    private static final float SIZE = 200;
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final double LEAST_INK = 0.02;

    private final Font font;
    private final String name;

    Brush(Font font) {
        this.font = font.deriveFont(SIZE);
        this.name = font.getFontName(Locale.ROOT);
    }

    String name() {
        return name;
    }

    /** Whether its name is that of a brush's script: kouzan, soseki, sousyo, gyosho, kaisho, fude, mouhitsu, kai. */
    boolean isBrush() {
        return has("kouzan|aoyagi|soseki|so?u?s[hy]o|gyo?u?s[hy]o|kaisho|brush|fude|mou?hitsu|\\bu?kai|wenkai");
    }

    /** Whether it writes kanji in grass script, so that they stand for kana as well. */
    boolean isCursive() {
        return has("sou?s[hy]o|grass|caoshu");
    }

    /** Whether its name is that of another weight than print has in books. */
    boolean isHeavyOrLight() {
        return has("\\b(bold|black|heavy|medium|demi\\w*|semi\\w*|extra\\w*|thin|light)\\b");
    }

    private boolean has(String words) {
        return name.toLowerCase(Locale.ROOT).matches(".*(" + words + ").*");
    }

    /** Whether it has ink for a character: fonts claim some that they leave blank. */
    boolean draws(int code) {
        if (!font.canDisplay(code)) {
            return false;
        }
        var ink = outline(code).getBounds2D();
        return Math.max(ink.getWidth(), ink.getHeight()) > LEAST_INK;
    }

    Path2D outline(int code) {
        var outline = font.createGlyphVector(CONTEXT, Character.toString(code)).getOutline();
        var toUnit = AffineTransform.getScaleInstance(1 / SIZE, 1 / SIZE);
        toUnit.translate(-SIZE / 2, 0.38 * SIZE);
        return new Path2D.Double(outline, toUnit);
    }
}
