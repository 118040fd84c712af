package io.kawara.pages;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.CharacterBox.Alternative;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.PageSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes one character of what several classifiers read in a box, by the vote that a pipeline's {@link PageRules} ask for. */
public final class CharacterFusion {
    /** Of the hundreds of classes that are named for each of thousands of boxes. */
    private static final int ALTERNATIVES = 10;

    /**
     * The page as the classifiers read it together, its boxes in the order of theirs.
     *
     * @param readings of the same boxes in the same order, each model once; at least one
     */
    public static ReadPage fuse(PageSize size, List<PageReading> readings, PageRules rules) {
        var first = readings.get(0);
        var unpacked = new ArrayList<List<Candidates.Box>>();
        var knowing = new ArrayList<Boolean>();
        for (var reading : readings) {
            if (!reading.isOfTheBoxesOf(first)) {
                throw new IllegalArgumentException(
                        reading.model() + " reads other boxes than " + first.model() + ": they have no common answer");
            }
            unpacked.add(reading.candidates().unpacked());
            knowing.add(reading.candidates().knowFalsePositives());
        }
        var boxes = new ArrayList<ReadBox>();
        for (int i = 0; i < first.characters().size(); i++) {
            var opinions = new ArrayList<Opinion>();
            var byModel = new LinkedHashMap<String, Candidates.Box>();
            for (int model = 0; model < readings.size(); model++) {
                var reading = readings.get(model);
                var box = unpacked.get(model).get(i);
                byModel.put(reading.model(), box);
                opinions.add(
                        new Opinion(box, reading.weight(), reading.candidates().classes(), knowing.get(model)));
            }
            boxes.add(read(first.characters().get(i), rank(opinions, rules), byModel));
        }
        return new ReadPage(size, boxes);
    }

    private static List<Alternative> rank(List<Opinion> opinions, PageRules rules) {
        return switch (rules.vote()) {
            case SOFT -> SoftVote.rank(opinions, rules.falsePositiveBias());
            case HARD -> HardVote.rank(opinions, rules.falsePositiveBias());
        };
    }

    private static ReadBox read(
            CharacterBox character, List<Alternative> ranked, Map<String, Candidates.Box> opinions) {
        double found = character.found() == null ? 1 : character.found();
        var box = CharacterBox.found(found, character.x(), character.y(), character.w(), character.h());
        if (ranked.isEmpty()) {
            return new ReadBox(box, "", 0, List.of(), opinions);
        }
        var best = ranked.get(0);
        var others = ranked.subList(1, Math.min(ranked.size(), 1 + ALTERNATIVES));
        return new ReadBox(box, best.code(), best.score(), others, opinions);
    }

    private CharacterFusion() {}
}
