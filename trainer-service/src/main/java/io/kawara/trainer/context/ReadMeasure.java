package io.kawara.trainer.context;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageRules;
import io.kawara.pages.Page;
import io.kawara.reading.ContextReader;
import io.kawara.serving.OnnxModel;
import io.kawara.trainer.pages.Bootstrap;
import io.kawara.trainer.pages.PageReport;
import io.kawara.vision.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How well a model file reads pages that it has not learnt from, asked as the services ask it.
 *
 * @param boxes true ones
 * @param right those of them that are read rightly
 * @param familiar boxes whose character {@value #OFTEN} boxes and more were learnt from
 * @param familiarRight those of them that are read rightly
 * @param f1 of the pages' characters in the boxes that a detector found, those read as none left out; empty where there are none
 */
public record ReadMeasure(int boxes, int right, int familiar, int familiarRight, OptionalDouble f1) {
    /** From how many boxes on a character is familiar. */
    public static final int OFTEN = 5;

    private static final double LEAST_OVERLAP = 0.5;

    /** Reads and counts. */
    public static ReadMeasure of(OnnxModel model, List<LearntPage> pages, List<LearntPage> learnt) throws IOException {
        var often = new HashMap<String, Integer>();
        learnt.forEach(page -> page.truth().characters().forEach(box -> often.merge(box.code(), 1, Integer::sum)));
        var sum = new ReadMeasure(0, 0, 0, 0, OptionalDouble.empty());
        var read = new ArrayList<Page>();
        for (var page : pages) {
            try (Image image = page.picture().decoded()) {
                var codes = codes(model, image, page.truth().characters());
                sum = sum.plus(page.truth().characters(), codes, often);
                if (page.found().isPresent()) {
                    read.add(read(page, codes(model, image, page.found().get())));
                }
            }
        }
        if (read.isEmpty()) {
            return sum;
        }
        var truth = pages.stream().map(LearntPage::truth).toList();
        var all = new PageReport(LEAST_OVERLAP, new Bootstrap(0, 0))
                .compare(truth, read)
                .get(0);
        return new ReadMeasure(
                sum.boxes,
                sum.right,
                sum.familiar,
                sum.familiarRight,
                OptionalDouble.of(all.score().value()));
    }

    private static List<String> codes(OnnxModel model, Image image, List<CharacterBox> boxes) {
        return new ContextReader()
                .read(model, image, boxes).stream()
                        .map(box -> box.logarithms().keySet().iterator().next())
                        .toList();
    }

    private static Page read(LearntPage page, List<String> codes) {
        var characters = new ArrayList<CharacterBox>();
        var found = page.found().orElseThrow();
        for (int i = 0; i < found.size(); i++) {
            if (!codes.get(i).equals(PageRules.FALSE_POSITIVE)) {
                characters.add(found.get(i).read(codes.get(i), found.get(i).score()));
            }
        }
        return new Page(page.truth().id(), page.truth().group(), characters);
    }

    private ReadMeasure plus(List<CharacterBox> truth, List<String> codes, Map<String, Integer> often) {
        int hits = 0;
        int known = 0;
        int knownHits = 0;
        for (int i = 0; i < truth.size(); i++) {
            int hit = codes.get(i).equals(truth.get(i).code()) ? 1 : 0;
            int know = often.getOrDefault(truth.get(i).code(), 0) >= OFTEN ? 1 : 0;
            hits += hit;
            known += know;
            knownHits += hit * know;
        }
        return new ReadMeasure(
                boxes + truth.size(),
                right + hits,
                familiar + known,
                familiarRight + knownHits,
                OptionalDouble.empty());
    }

    /** Both counts together; an F1 is of one model's pages and does not add up. */
    public ReadMeasure plus(ReadMeasure other) {
        return new ReadMeasure(
                boxes + other.boxes,
                right + other.right,
                familiar + other.familiar,
                familiarRight + other.familiarRight,
                OptionalDouble.empty());
    }

    /** Of the true boxes. */
    public double accuracy() {
        return (double) right / Math.max(1, boxes);
    }

    /** Of the true boxes of familiar characters. */
    public double familiarAccuracy() {
        return (double) familiarRight / Math.max(1, familiar);
    }
}
