package io.kawara.trainer.drawing;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The fonts that pages are written in: those that have hiragana, katakana and kanji. */
public final class PageFonts {
    private static final int[] NEEDED = {'\u3042', '\u306e', '\u30a2', '\u4eba', '\u6708'};
    private static final double GRASS = 0.4;
    private static final Set<String> LOGICAL = Set.of("Dialog", "DialogInput", "Monospaced", "SansSerif", "Serif");

    private final List<Brush> brushes;
    private final List<Brush> cursives;
    private final List<Brush> prints;

    private PageFonts(Stream<Font> fonts, String where) {
        var able = fonts.filter(PageFonts::isAble)
                .map(Brush::new)
                .sorted(Comparator.comparing(Brush::name))
                .toList();
        this.brushes = able.stream().filter(Brush::isBrush).toList();
        this.cursives = able.stream().filter(Brush::isCursive).toList();
        this.prints = able.stream().filter(font -> !font.isBrush()).toList();
        if (able.isEmpty()) {
            throw new IllegalArgumentException("there is no font with kana and kanji " + where
                    + ": install brush fonts with 'apt-get install fonts-kouzan-mouhitsu fonts-aoyagi-soseki' (or"
                    + " fonts-noto-cjk for print), or name a folder of font files with --fonts");
        }
    }

    /** The fonts of this machine. Of a family made for several countries, Japan's. */
    public static PageFonts installed() {
        var all = GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts();
        return new PageFonts(
                Stream.of(all)
                        .filter(font -> !LOGICAL.contains(font.getFamily(Locale.ROOT)))
                        .filter(font -> !font.getFamily(Locale.ROOT).matches(".* (SC|TC|HK|KR)|.*Mono CJK.*")),
                "on this machine");
    }

    /** The font files (TrueType, OpenType, collections) below a folder. */
    public static PageFonts below(Path folder) throws IOException {
        var fonts = new ArrayList<Font>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(ttf|otf|ttc|otc)")) {
                    fonts.addAll(List.of(Font.createFonts(file.toFile())));
                }
            }
        } catch (FontFormatException e) {
            throw new IOException("a font below " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return new PageFonts(fonts.stream(), "below " + folder);
    }

    private static boolean isAble(Font font) {
        var brush = new Brush(font);
        for (int code : NEEDED) {
            if (!brush.draws(code)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The outline of a character that is to be read, an em being one unit and its middle the origin: in the first font that has it, print of usual
     * weight before other print and brushes. Empty where none has it.
     */
    public Optional<Path2D> legible(int code) {
        return Stream.of(prints, brushes)
                .flatMap(fonts -> fonts.stream().sorted(Comparator.comparing(Brush::isHeavyOrLight)))
                .filter(brush -> brush.draws(code))
                .findFirst()
                .map(brush -> brush.outline(code));
    }

    /** Their names, brush fonts first. */
    public List<String> names() {
        return Stream.concat(brushes.stream(), prints.stream()).map(Brush::name).toList();
    }

    /**
     * One by chance; grass script, which is what is hard to read, for two fifths of the brush fonts.
     *
     * @param brush the share of brush fonts
     */
    Brush pick(double brush, SplittableRandom random) {
        boolean brushed = random.nextDouble() < brush;
        boolean cursive = random.nextDouble() < GRASS;
        var from = (brushed && !brushes.isEmpty()) || prints.isEmpty() ? brushes : prints;
        if (from == brushes && cursive && !cursives.isEmpty()) {
            from = cursives;
        }
        return from.get(random.nextInt(from.size()));
    }
}
