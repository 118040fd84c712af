package io.kawara.trainer.context;

import io.kawara.contracts.PageSize;
import io.kawara.reading.BoxedPage;
import io.kawara.reading.ContextReader;
import io.kawara.serving.OnnxModel;
import io.kawara.trainer.pages.ReadFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a model reads on pages, in the boxes that were found there, or in the true ones where none were asked for. */
public final class PagesRead {
    /** A line for each page, by which how to decide about characters can be learnt. */
    public static List<ReadFile.Line> by(OnnxModel model, List<LearntPage> pages) throws IOException {
        var lines = new ArrayList<ReadFile.Line>();
        for (var page : pages) {
            try (var boxed = new BoxedPage(page.picture().decoded(), page.boxes())) {
                var reading = new ContextReader().read(model, List.of(boxed)).get(0);
                lines.add(new ReadFile.Line(
                        page.truth().id(),
                        new PageSize(boxed.page().width(), boxed.page().height()),
                        List.of(new ReadFile.Reader(model.card().name(), reading.characters(), reading.candidates()))));
            }
        }
        return lines;
    }

    private PagesRead() {}
}
