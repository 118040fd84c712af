package io.kawara.trainer.trees;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.PageSize;
import io.kawara.pages.Page;
import io.kawara.trainer.pages.PageTable;
import io.kawara.trainer.pages.ReadFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Pages with two things to learn. Small boxes are no characters, however sure detector and classifiers are of them. And both classifiers take every ね for a
 * れ, but a ね is wide.
 */
public final class PlantedPages {
    static final String NARROW = "U+308C";
    static final String WIDE = "U+306D";
    static final String OTHER = "U+3042";

    static final int REAL = 30;
    static final int FALSE = 8;

    private static final int CLASSES = 40;

    static List<LabelledPage> of(int pages, long seed) {
        var random = new SplittableRandom(seed);
        var labelled = new ArrayList<LabelledPage>();
        for (int page = 0; page < pages; page++) {
            labelled.add(page("page" + page, "book" + page / 2, random));
        }
        return labelled;
    }

    /** Some of them as files. */
    public static void write(int pages, Path read, Path truth) throws IOException {
        var real = new ArrayList<Page>();
        for (LabelledPage page : of(pages, 4)) {
            ReadFile.append(read, new ReadFile.Line(page.id(), page.size(), page.readers()));
            real.add(new Page(page.id(), "", page.truth()));
        }
        PageTable.writeBoxes(real, truth);
    }

    private static LabelledPage page(String id, String book, SplittableRandom random) {
        var truth = new ArrayList<CharacterBox>();
        var found = new ArrayList<CharacterBox>();
        var codes = new ArrayList<String>();
        for (int i = 0; i < REAL + FALSE; i++) {
            int x = 20 + i % 6 * 150 + random.nextInt(40);
            int y = 20 + i / 6 * 150 + random.nextInt(40);
            boolean real = i < REAL;
            boolean wide = random.nextBoolean();
            int w = real ? (wide ? 60 : 40) + random.nextInt(5) : 9 + random.nextInt(3);
            int h = real ? 50 + random.nextInt(5) : 9 + random.nextInt(3);
            String code = i % 3 == 0 ? OTHER : wide ? WIDE : NARROW;
            if (real) {
                truth.add(new CharacterBox(code, 1, x, y, w, h));
            }
            found.add(CharacterBox.found(0.9, x + 1, y - 1, w, h));
            codes.add(code);
        }
        return new LabelledPage(
                id,
                book,
                new PageSize(1000, 1200),
                Stream.of("crops", "context")
                        .map(model -> reader(model, found, codes, random))
                        .toList(),
                truth);
    }

    private static ReadFile.Reader reader(
            String model, List<CharacterBox> boxes, List<String> codes, SplittableRandom random) {
        var characters = new ArrayList<CharacterBox>();
        var candidates = new ArrayList<Candidates.Box>();
        for (int i = 0; i < boxes.size(); i++) {
            boolean sure = codes.get(i).equals(OTHER);
            String best = sure ? OTHER : NARROW;
            String second = sure ? NARROW : WIDE;
            double given = 0.5 + 0.2 * random.nextDouble();
            Map<String, Double> logarithms = new LinkedHashMap<>();
            logarithms.put(best, Math.log(given));
            logarithms.put(second, Math.log((1 - given) * 0.8));
            if (model.equals("context")) {
                logarithms.put(PageRules.FALSE_POSITIVE, Math.log((1 - given) * 0.01));
            }
            characters.add(boxes.get(i).read(best, given));
            candidates.add(new Candidates.Box(logarithms, Math.log(0.1 * (1 - given) / CLASSES)));
        }
        return new ReadFile.Reader(model, characters, Candidates.of(CLASSES, candidates));
    }

    private PlantedPages() {}
}
