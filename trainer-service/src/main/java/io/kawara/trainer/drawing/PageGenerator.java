package io.kawara.trainer.drawing;

import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.SplittableRandom;

/** Draws pages. The page of a number depends on keys, fonts, seed and that number alone. Thread-safe. */
public final class PageGenerator {
    private final PageKeys keys;
    private final PageFonts fonts;
    private final long seed;

    public PageGenerator(PageKeys keys, PageFonts fonts, long seed) {
        this.keys = keys;
        this.fonts = fonts;
        this.seed = seed;
    }

    /** The page of a number, counted from 0. */
    public Page draw(int number) {
        var style = style(number);
        var sheet = sheet(style, number);
        var random = random(3, number);
        int quality = random.nextInt(keys.quality().get(0), keys.quality().get(1) + 1);
        var image =
                new Paper(style, keys, random.split(), warp(style, number)).photograph(sheet, otherSide(style, number));
        var characters = sheet.characters;
        var beside = random(6, number);
        if (!style.spread() && beside.nextDouble() < keys.beside()) {
            var facing = new Facing(style, beside.split());
            image = facing.beside(image, facing(style, number));
            characters = characters.stream().map(facing::placed).toList();
        }
        return new Page(String.format(Locale.ROOT, "%05d", number), book(number), image, characters, quality);
    }

    /** Another page of the same book. */
    private BufferedImage facing(Style style, int number) {
        int other = -1 - number;
        return new Paper(style, keys, random(3, other).split(), warp(style, other))
                .photograph(sheet(style, other), null);
    }

    /** The page's ink. */
    Sheet sheet(int number) {
        return sheet(style(number), number);
    }

    private Sheet sheet(Style style, int number) {
        var random = random(2, number);
        boolean empty = random.nextDouble() < keys.empty();
        boolean illustrated = random.nextDouble() < keys.illustrated();
        var layout = new Layout(style, random.split()).page(empty, illustrated, 1 + Math.floorMod(number, 99));
        var scribe = new Scribe(style, keys.distortion(), random.split());
        scribe.write(layout.lines);
        var sheet = new Sheet(style.width(), style.height(), warp(style, number));
        sheet.print(scribe.marks, style.thicker());
        sheet.draw(layout.rules);
        sheet.draw(layout.drawings);
        sheet.draw(scribe.rules);
        sheet.stamp(layout.seals);
        return sheet;
    }

    /** The writing on the back, as it would be seen through the paper; null where none shows. */
    private Layer otherSide(Style style, int number) {
        var random = random(4, number);
        if (keys.wear() == 0 || random.nextDouble() < 0.4) {
            return null;
        }
        var scribe = new Scribe(style, keys.distortion(), random.split());
        scribe.write(new Layout(style, random.split()).otherSide().lines);
        return new Sheet(style.width(), style.height(), warp(style, number))
                .print(scribe.marks, style.thicker())
                .text
                .mirrored();
    }

    private Style style(int number) {
        return Style.draw(keys, fonts, random(1, book(number)));
    }

    private Warp warp(Style style, int number) {
        return new Warp(style.width(), style.height(), keys.warp(), random(5, number));
    }

    private int book(int number) {
        return Math.floorDiv(number, keys.book());
    }

    private SplittableRandom random(int purpose, int number) {
        return new SplittableRandom(Noise.mix(Noise.mix(seed + purpose) + number));
    }
}
