package io.kawara.trainer.drawing;

import java.util.List;

/**
 * What pages are like. Shares lie in [0,1]; strengths are factors, 0 for none and 1 for what old books show.
 *
 * @param height pixels of a page's height, least and most
 * @param book how many pages in a row share a book: its hand, font, paper and habits
 * @param horizontal the share of books written in rows instead of columns
 * @param spread the share of books scanned two pages at a time
 * @param beside the share of other pages beside which a strip of the next one is seen, whose characters are not this page's
 * @param empty the share of pages without any character
 * @param illustrated the share of pages with a drawing
 * @param furigana the share of books with small kana beside the columns
 * @param katakana the share of books in katakana instead of hiragana
 * @param brush the share of books in brush fonts, where both kinds of fonts are there
 * @param hentaigana the share of kana that cursive fonts write by the kanji they come from
 * @param cursive how far neighbours are joined by strokes
 * @param distortion how far each character differs from its font
 * @param warp how far the page is turned and bent
 * @param wear texture, stains, holes, worn ink and the writing of the other side
 * @param noise the sensor's noise
 * @param blur the lens's softness
 * @param light how uneven the light is
 * @param quality of the JPEG files in percent, least and most
 */
public record PageKeys(
        List<Integer> height,
        int book,
        double horizontal,
        double spread,
        double beside,
        double empty,
        double illustrated,
        double furigana,
        double katakana,
        double brush,
        double hentaigana,
        double cursive,
        double distortion,
        double warp,
        double wear,
        double noise,
        double blur,
        double light,
        List<Integer> quality) {
    private static final int LEAST_HEIGHT = 300;
    private static final int MOST_HEIGHT = 6000;
    private static final double STRONGEST = 3;

    public PageKeys {
        height = range("height", height, LEAST_HEIGHT, MOST_HEIGHT);
        quality = range("quality", quality, 1, 100);
        if (book < 1) {
            throw new IllegalArgumentException("a book has at least 1 page: " + book);
        }
        within("horizontal", horizontal, 1);
        within("spread", spread, 1);
        within("beside", beside, 1);
        within("empty", empty, 1);
        within("illustrated", illustrated, 1);
        within("furigana", furigana, 1);
        within("katakana", katakana, 1);
        within("brush", brush, 1);
        within("hentaigana", hentaigana, 1);
        within("cursive", cursive, STRONGEST);
        within("distortion", distortion, STRONGEST);
        within("warp", warp, STRONGEST);
        within("wear", wear, STRONGEST);
        within("noise", noise, STRONGEST);
        within("blur", blur, STRONGEST);
        within("light", light, STRONGEST);
    }

    /** The same pages as they were written: black on white, flat, sharp. */
    public PageKeys clean() {
        return new PageKeys(
                height,
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
                0,
                0,
                0,
                0,
                List.of(100, 100));
    }

    private static List<Integer> range(String key, List<Integer> bounds, int least, int most) {
        if (bounds.size() != 2 || bounds.get(0) < least || bounds.get(1) > most || bounds.get(0) > bounds.get(1)) {
            throw new IllegalArgumentException(
                    "'" + key + "' is a range within " + least + ".." + most + ", not " + bounds);
        }
        return List.copyOf(bounds);
    }

    private static void within(String key, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException("'" + key + "' lies between 0 and " + most + ": " + value);
        }
    }
}
