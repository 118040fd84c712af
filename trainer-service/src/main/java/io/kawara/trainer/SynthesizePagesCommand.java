package io.kawara.trainer;

import io.kawara.trainer.drawing.PageFolder;
import io.kawara.trainer.drawing.PageFonts;
import io.kawara.trainer.drawing.PageGenerator;
import io.kawara.trainer.drawing.PageKeys;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kawara synthesize pages}: pages of old print and handwriting, with the box of each character. */
@Command(
        name = "pages",
        description = {
            "Pages of old Japanese print and handwriting, with a box for each character and the order they are read"
                    + " in.",
            "Shares lie between 0 and 1; strengths are factors: 0 for none, 1 for what old books show, at most 3."
        },
        mixinStandardHelpOptions = true)
final class SynthesizePagesCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, description = "The folder; gets images/, train.csv and boxes.csv.")
    private Path out;

    @Option(names = "--count", defaultValue = "100", description = "How many pages (${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--first", defaultValue = "0", description = "The first page's number (${DEFAULT-VALUE}).")
    private int first;

    @Option(names = "--seed", defaultValue = "42", description = "Other seeds give other pages (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--fonts", paramLabel = "FOLDER", description = "Font files; else the machine's fonts.")
    private Path fonts;

    @Option(
            names = "--height",
            defaultValue = "1200..2400",
            description = "Pixels of a page's height (${DEFAULT-VALUE}).")
    private String height;

    @Option(
            names = "--pages-per-book",
            defaultValue = "5",
            description = "Pages in a row that share hand, font, paper and habits (${DEFAULT-VALUE}).")
    private int book;

    @Option(names = "--horizontal", defaultValue = "0.1", description = "Share of books in rows (${DEFAULT-VALUE}).")
    private double horizontal;

    @Option(
            names = "--spread",
            defaultValue = "0.15",
            description = "Share of books scanned two pages at a time (${DEFAULT-VALUE}).")
    private double spread;

    @Option(
            names = "--beside",
            defaultValue = "0.3",
            description = "Share of the others that show a strip of the page beside them (${DEFAULT-VALUE}).")
    private double beside;

    @Option(
            names = "--empty",
            defaultValue = "0.06",
            description = "Share of pages without characters (${DEFAULT-VALUE}).")
    private double empty;

    @Option(
            names = "--illustrated",
            defaultValue = "0.25",
            description = "Share of pages with a drawing (${DEFAULT-VALUE}).")
    private double illustrated;

    @Option(
            names = "--furigana",
            defaultValue = "0.35",
            description = "Share of books with small kana beside kanji (${DEFAULT-VALUE}).")
    private double furigana;

    @Option(names = "--katakana", defaultValue = "0.07", description = "Share of books in katakana (${DEFAULT-VALUE}).")
    private double katakana;

    @Option(
            names = "--brush",
            defaultValue = "0.8",
            description = "Share of books in brush fonts, where there are both kinds (${DEFAULT-VALUE}).")
    private double brush;

    @Option(
            names = "--hentaigana",
            defaultValue = "0.3",
            description = "Share of kana that cursive fonts write by the kanji they come from (${DEFAULT-VALUE}).")
    private double hentaigana;

    @Option(
            names = "--cursive",
            defaultValue = "1",
            description = "Strength: neighbours joined by strokes (${DEFAULT-VALUE}).")
    private double cursive;

    @Option(
            names = "--distortion",
            defaultValue = "1",
            description = "Strength: characters that differ from their font (${DEFAULT-VALUE}).")
    private double distortion;

    @Option(names = "--warp", defaultValue = "1", description = "Strength: turned and bent pages (${DEFAULT-VALUE}).")
    private double warp;

    @Option(
            names = "--wear",
            defaultValue = "1",
            description = "Strength: texture, stains, holes, worn ink, the other side's writing (${DEFAULT-VALUE}).")
    private double wear;

    @Option(names = "--noise", defaultValue = "1", description = "Strength: the sensor's noise (${DEFAULT-VALUE}).")
    private double noise;

    @Option(names = "--blur", defaultValue = "1", description = "Strength: a soft lens (${DEFAULT-VALUE}).")
    private double blur;

    @Option(names = "--light", defaultValue = "1", description = "Strength: uneven light (${DEFAULT-VALUE}).")
    private double light;

    @Option(names = "--quality", defaultValue = "60..92", description = "Of the JPEG files (${DEFAULT-VALUE}).")
    private String quality;

    @Option(names = "--clean", description = "Black on white: no wear, noise, blur or uneven light.")
    private boolean clean;

    @Option(
            names = "--label-all",
            description =
                    "train.csv holds furigana and page numbers too; transcriptions, as Kuzushiji's, leave them out.")
    private boolean everything;

    @Override
    public Integer call() throws IOException {
        var keys = new PageKeys(
                range(height),
                book,
                horizontal,
                spread,
                beside,
                empty,
                illustrated,
                furigana,
                katakana,
                brush,
                hentaigana,
                cursive,
                distortion,
                warp,
                wear,
                noise,
                blur,
                light,
                range(quality));
        var known = fonts == null ? PageFonts.installed() : PageFonts.below(fonts);
        var console = Console.standard();
        console.line("Fonts: %s", String.join(", ", known.names()));
        var generator = new PageGenerator(clean ? keys.clean() : keys, known, seed);
        long characters = new PageFolder(generator, out, everything)
                .write(first, count, done -> console.passing("%d of %d pages", done, count));
        console.clear();
        console.line("%d pages with %d characters in %s", count, characters, out);
        return 0;
    }

    private static List<Integer> range(String written) {
        return Bounds.parse(written, Integer::valueOf, "1200..2400");
    }
}
