package io.kawara.trainer.trees;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.PageSize;
import io.kawara.pages.CharacterFusion;
import io.kawara.pages.Page;
import io.kawara.pages.PageReading;
import io.kawara.pages.ReadPage;
import io.kawara.trainer.pages.ReadFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A page that classifiers read which had not learnt from it, and what is true of it.
 *
 * @param group the pages that belong together, such as those of one book
 */
public record LabelledPage(
        String id, String group, PageSize size, List<ReadFile.Reader> readers, List<CharacterBox> truth) {
    public LabelledPage {
        readers = List.copyOf(readers);
        truth = List.copyOf(truth);
    }

    /** Pages with their truth; a page of which nothing is known is an {@link IllegalArgumentException}. */
    public static List<LabelledPage> of(List<ReadFile.Line> read, List<Page> truth) {
        Map<String, Page> known = new HashMap<>();
        truth.forEach(page -> known.put(page.id(), page));
        return read.stream()
                .map(line -> {
                    var page = known.get(line.image());
                    if (page == null) {
                        throw new IllegalArgumentException(
                                "page " + line.image() + " was read, but is not in the truth");
                    }
                    if (!page.hasBoxes()) {
                        throw new IllegalArgumentException(
                                "page " + page.id() + " has points in the truth: trees learn from boxes");
                    }
                    String group = page.group().isEmpty() ? page.id() : page.group();
                    return new LabelledPage(page.id(), group, line.page(), line.readers(), page.characters());
                })
                .toList();
    }

    List<String> models() {
        return readers.stream().map(ReadFile.Reader::model).toList();
    }

    /** The page as its classifiers read it together, each counting so much. */
    ReadPage fused(PageRules rules, Map<String, Double> weights) {
        return CharacterFusion.fuse(
                size,
                readers.stream()
                        .map(reader -> new PageReading(
                                reader.model(), weights.get(reader.model()), reader.characters(), reader.candidates()))
                        .toList(),
                rules);
    }
}
