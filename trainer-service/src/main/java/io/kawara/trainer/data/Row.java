package io.kawara.trainer.data;

import static java.util.Objects.requireNonNull;

import io.kawara.contracts.Outcome;
import io.kawara.contracts.Submission;
import io.kawara.contracts.TextLine;
import io.kawara.contracts.TextRead;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One labelled image.
 *
 * @param fields the item's own words, by column in the data set's order
 * @param lines what was read in the picture; empty where nothing was, or where it was not asked for
 * @param group rows of one group never stand on both sides of a split; the id where rows stand alone
 */
public record Row(String id, Path image, String label, Map<String, String> fields, List<TextLine> lines, String group) {
    public Row {
        requireNonNull(id, "id");
        requireNonNull(image, "image");
        requireNonNull(label, "label");
        requireNonNull(group, "group");
        fields = new LinkedHashMap<>(fields);
        lines = List.copyOf(lines);
    }

    public Row withLines(List<TextLine> read) {
        return new Row(id, image, label, fields, read, group);
    }

    /** What a text model is given: said by the contract itself, so that training and serving see the same. */
    public String words() {
        return new TextRead(new Submission(0, 0), "training", Outcome.OK, null, fields, lines, null).words();
    }
}
