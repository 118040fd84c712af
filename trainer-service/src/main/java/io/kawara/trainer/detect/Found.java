package io.kawara.trainer.detect;

import io.kawara.contracts.CharacterBox;
import io.kawara.pages.Box;
import io.kawara.pages.Page;
import io.kawara.reading.PageDetector;
import io.kawara.trainer.pages.Bootstrap;
import io.kawara.trainer.pages.PageReport;
import io.kawara.vision.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a detector finds on pages, and how right that is whatever the characters are. */
public final class Found {
    private static final double LEAST_OVERLAP = 0.5;

    /**
     * How right boxes are; each in [0,1].
     *
     * @param f1 of all pages: a box is right whose middle lies in a true one that no other has found
     * @param boxF1 likewise, by an overlap of half and more
     */
    public record Measure(double f1, double boxF1) {}

    private Found() {}

    /** Pages with what is found in their images, best first. */
    public static List<Page> on(List<LabelledPage> pages, PageDetector detector) throws IOException {
        var found = new ArrayList<Page>();
        for (var page : pages) {
            try (Image image = page.picture().decoded()) {
                found.add(page(page.page().id(), page.page().group(), detector.detect(image)));
            }
        }
        return found;
    }

    /** A page with boxes in whole pixels. */
    public static Page page(String id, String group, List<Box> boxes) {
        return new Page(id, group, boxes.stream().map(Found::rounded).toList());
    }

    private static CharacterBox rounded(Box box) {
        int left = (int) Math.rint(box.left());
        int top = (int) Math.rint(box.top());
        return CharacterBox.found(
                box.score(),
                left,
                top,
                Math.max(1, (int) Math.rint(box.right()) - left),
                Math.max(1, (int) Math.rint(box.bottom()) - top));
    }

    public static Measure measure(List<LabelledPage> truth, List<Page> found) {
        var pages = truth.stream().map(page -> unread(page.page())).toList();
        var all = new PageReport(LEAST_OVERLAP, new Bootstrap(0, 0))
                .compare(pages, found)
                .get(0);
        return new Measure(all.score().value(), all.boxF1().value());
    }

    /** The page without its characters' codes. */
    public static Page unread(Page page) {
        return new Page(
                page.id(),
                page.group(),
                page.characters().stream()
                        .map(box -> CharacterBox.found(box.score(), box.x(), box.y(), box.w(), box.h()))
                        .toList());
    }
}
