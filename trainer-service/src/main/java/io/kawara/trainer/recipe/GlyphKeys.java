package io.kawara.trainer.recipe;

import java.util.List;

/**
 * What pictures are drawn from the glyphs in {@code data.file}, with {@code data.format: glyphs}.
 *
 * @param pictures how many different ones are learnt from; with a curriculum, in the last stage
 * @param unseen how many are drawn to choose thresholds by and to measure on, of glyphs that are never learnt from
 * @param holdout which share of each letter's glyphs that is
 * @param stretch by how much the sides of glyphs that are learnt from may differ in scale, e.g. 1.2: the writers to come are not the known ones
 * @param slant up to how many degrees such glyphs lean, to either side
 * @param letters how they are drawn
 */
public record GlyphKeys(
        @Default("12000") int pictures,
        @Default("2000") int unseen,
        @Default("0.2") double holdout,
        @Default("1") double stretch,
        @Default("0") double slant,
        @Default("{}") LetterKeys letters) {
    public GlyphKeys {
        if (pictures < 1 || unseen < 2) {
            throw new IllegalArgumentException("'data.glyphs.pictures' is at least 1, 'data.glyphs.unseen' at least 2");
        }
        if (!(holdout > 0 && holdout < 1)) {
            throw new IllegalArgumentException("'data.glyphs.holdout' is a share above 0 and below 1: " + holdout);
        }
    }

    static GlyphKeys defaults() {
        return StrictYaml.parse("{}", "defaults", GlyphKeys.class, List.of());
    }

    /** How the pictures that are learnt from are drawn. */
    public LetterKeys learnt() {
        return letters.distorted(stretch, slant);
    }
}
