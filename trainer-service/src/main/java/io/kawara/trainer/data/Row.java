package io.kawara.trainer.data;

import static java.util.Objects.requireNonNull;

import io.kawara.contracts.Outcome;
import io.kawara.contracts.Submission;
import io.kawara.contracts.TextLine;
import io.kawara.contracts.TextRead;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One labelled item.
 *
 * @param image what it shows; null where the item is words alone
 * @param labels what is true of it: exactly one where the task is single-label, any number where it is multi-label
 * @param fields the item's own words, by column in the data set's order
 * @param lines what was read in the picture; empty where nothing was, or where it was not asked for
 * @param group rows of one group never stand on both sides of a split; the id where rows stand alone
 * @param target what a training strives for instead of the labels, one number in [0,1] for each of the data set's labels in their order; null for the
 *     labels themselves
 * @param weight how much the row counts in a training's loss, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // read, never written, and rows are not compared by it
public record Row(
        String id,
        Picture image,
        Set<String> labels,
        Map<String, String> fields,
        List<TextLine> lines,
        String group,
        float[] target,
        float weight) {
    public Row {
        requireNonNull(id, "id");
        requireNonNull(group, "group");
        labels = Collections.unmodifiableSet(new TreeSet<>(labels));
        fields = new LinkedHashMap<>(fields);
        lines = List.copyOf(lines);
        if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("row " + id + " weighs " + weight + ": a weight is at least 0");
        }
    }

    /** A row whose labels are its target, that counts as much as any other. */
    public Row(String id, Picture image, Set<String> labels, Map<String, String> fields, String group) {
        this(id, image, labels, fields, List.of(), group, null, 1);
    }

    /** A picture in a file, with its one label. */
    public Row(String id, Path image, String label, Map<String, String> fields, List<TextLine> lines, String group) {
        this(id, Picture.of(image), Set.of(label), fields, lines, group, null, 1);
    }

    /** The one label of a single-label task's row. */
    public String label() {
        if (labels.size() != 1) {
            throw new IllegalStateException("row " + id + " has not one label but " + labels);
        }
        return labels.iterator().next();
    }

    public Row withLines(List<TextLine> read) {
        return new Row(id, image, labels, fields, read, group, target, weight);
    }

    public Row withFields(Map<String, String> others) {
        return new Row(id, image, labels, others, lines, group, target, weight);
    }

    public Row withTarget(float[] shares) {
        return new Row(id, image, labels, fields, lines, group, shares, weight);
    }

    public Row withWeight(float other) {
        return new Row(id, image, labels, fields, lines, group, target, other);
    }

    /** The same item, of a folder whose ids may be those of another. */
    Row below(String named) {
        return new Row(named + "/" + id, image, labels, fields, lines, named + "/" + group, target, weight);
    }

    /** What a text model is given: said by the contract itself, so that training and serving see the same. */
    public String words() {
        return new TextRead(new Submission(0, 0), "training", Outcome.OK, null, fields, lines, null).words();
    }
}
