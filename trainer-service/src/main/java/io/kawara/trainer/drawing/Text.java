package io.kawara.trainer.drawing;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Writing without meaning: kana by about how often old texts have them, kanji in short runs, the common ones most. */
final class Text {
    /** A character: what it is, and what is written for it. */
    record Sign(int code, int written) {
        boolean isKana() {
            return code >= 0x3041 && code <= 0x30ff;
        }
    }

    /** Most frequent first. */
    private static final String KANA = "のにはてしとかもりるをなれひたけふまくらきすみさいあつやそこへうちねほよわむせめおえゆろぬゐゑん";

    private static final String KANJI = "人一二三大上下中月日此其事物見又也候年国國山水心花手出来來入四五六七八十百千万萬女男子小生本文書有無不成今時方前後"
            + "風春夏秋冬夜朝天地神佛仏道東西南北川海田里家門名宮都城町木草竹松梅桜櫻鳥馬魚火金玉石白黒赤青色紅長高身目耳口足言語云申聞思知行帰歸立居"
            + "食飲酒茶米塩味噌油切煮焼汁御殿君主臣父母兄弟夫妻姫客武士商夢世間命罪恋戀情歌詩筆紙絵巻第初終同別多少新古今昔程内外左右";

    /** The kanji that grass script writes for a kana. */
    private static final Map<Integer, String> PARENTS =
            parents("あ阿愛い以伊う宇え江衣お於か可加閑き支起く久具け介遣希こ古己さ左佐し志之す春須せ世勢そ楚曽た多堂ち知地つ川徒て天帝と登止な奈那に尓耳ぬ奴ね年祢"
                    + "の能乃は者盤ひ飛比ふ婦不へ遍ほ保本ま満万み三見む武無も毛裳や屋也ゆ由よ与余ら良羅り里利る留流れ連礼ろ路呂わ王和を越遠");

    /** The kanji of JIS X 0208's first level, rows 16 to 47: in daily use. */
    private static final int[] DAILY = daily();

    private static final String MARKED = "かきくけこさしすせそたちつてとはひふへほ";
    private static final double RANK_SHIFT = 5;

    private final Brush brush;
    private final SplittableRandom random;
    private final double kana;
    private final boolean katakana;
    private final double hentaigana;
    private final boolean marks;
    private int left;
    private boolean kanjiRun;
    private Sign last = new Sign(0, 0);

    /**
     * @param kana the share of kana
     * @param hentaigana the share of kana that are written by their parent
     */
    Text(Brush brush, double kana, boolean katakana, double hentaigana, SplittableRandom random) {
        this.brush = brush;
        this.random = random;
        this.kana = kana;
        this.katakana = katakana;
        this.hentaigana = hentaigana;
        this.marks = random.nextDouble() < 0.6;
    }

    Sign next() {
        if (left == 0) {
            kanjiRun = random.nextDouble() >= kana || kana < 0.05;
            left = 1 + random.nextInt(kanjiRun ? 3 : 4);
        }
        left--;
        last = kanjiRun ? kanji() : kana();
        return last;
    }

    Sign kana() {
        if (last.isKana() && last.code != 'ゝ' && last.code != 'ヽ' && random.nextDouble() < 0.025) {
            return existing(katakana ? 'ヽ' : 'ゝ');
        }
        int code = KANA.charAt(rank(KANA.length()));
        int plain = code;
        if (marks && MARKED.indexOf(code) >= 0 && random.nextDouble() < 0.15) {
            code++;
        }
        String parents = PARENTS.get(plain);
        if (parents != null && code == plain && !katakana && random.nextDouble() < hentaigana) {
            int written = parents.charAt(random.nextInt(parents.length()));
            if (brush.draws(written)) {
                return new Sign(code, written);
            }
        }
        return existing(katakana ? code + 'ア' - 'あ' : code);
    }

    private Sign kanji() {
        if (last.code > 0x4e00 && random.nextDouble() < 0.02) {
            return existing('々');
        }
        double drawn = random.nextDouble();
        if (drawn < 0.7) {
            return existing(KANJI.charAt(rank(KANJI.length())));
        }
        return existing(drawn < 0.97 ? DAILY[random.nextInt(DAILY.length)] : random.nextInt(0x4e00, 0x9fa6));
    }

    private Sign existing(int code) {
        for (int attempt = 0; attempt < 20 && !brush.draws(code); attempt++) {
            code = attempt < 10 ? KANJI.charAt(random.nextInt(KANJI.length())) : 'の';
        }
        return new Sign(code, code);
    }

    /** A place in a list whose weights fall as 1 / (place + {@value #RANK_SHIFT}). */
    private int rank(int count) {
        return (int) (RANK_SHIFT * (Math.pow(1 + count / RANK_SHIFT, random.nextDouble()) - 1));
    }

    /** A number as pages are counted. */
    static String number(int value) {
        String digits = "一二三四五六七八九";
        int tens = value / 10;
        return (tens > 1 ? digits.substring(tens - 1, tens) : "")
                + (tens > 0 ? "十" : "")
                + (value % 10 > 0 ? digits.substring(value % 10 - 1, value % 10) : "");
    }

    private static Map<Integer, String> parents(String list) {
        var parents = new HashMap<Integer, String>();
        int kana = 0;
        for (int i = 0; i < list.length(); i++) {
            char each = list.charAt(i);
            if (each < 0x3100) {
                kana = each;
            } else {
                parents.merge(kana, String.valueOf(each), String::concat);
            }
        }
        return Map.copyOf(parents);
    }

    private static int[] daily() {
        List<Integer> codes = new ArrayList<>();
        var coding = Charset.forName("EUC-JP");
        for (int row = 16; row <= 47; row++) {
            for (int cell = 1; cell <= 94; cell++) {
                int code = new String(new byte[] {(byte) (0xa0 + row), (byte) (0xa0 + cell)}, coding).codePointAt(0);
                if (code >= 0x4e00 && code <= 0x9fff) {
                    codes.add(code);
                }
            }
        }
        return codes.stream().mapToInt(Integer::intValue).toArray();
    }
}
