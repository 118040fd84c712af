package io.kawara.fusion;

import static io.kawara.fusion.Samples.at;
import static io.kawara.fusion.Samples.pipeline;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Combination;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.PageSize;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pipelines of pages and what stages say in them. */
final class PageSamples {
    static final PageSize SIZE = new PageSize(400, 300);
    private static final int CLASSES = 4213;

    private static final Member DETECTOR = new Member("boxes", Stage.DETECTOR, 1);
    private static final Member CROPS = new Member("crops", Stage.CHARACTER, 1);
    private static final Member CONTEXT = new Member("context", Stage.CHARACTER, 3);

    static final Pipeline FOUND = pipeline("found", null, Task.PAGES, DETECTOR);
    static final Pipeline READ = pipeline("read", null, Task.PAGES, DETECTOR, CROPS);
    static final Pipeline BLENDED = pipeline("blended", null, Task.PAGES, DETECTOR, CROPS, CONTEXT);
    static final Pipeline FILTERED =
            pipeline("filtered", null, Task.PAGES, DETECTOR, CROPS, new Member("filter", Stage.FUSION, 1));
    static final Pipeline RANKED =
            pipeline("ranked", null, Task.PAGES, DETECTOR, CROPS, new Member("ranking", Stage.FUSION, 1));

    /** A page of two columns, right to left. */
    static final List<CharacterBox> BOXES = List.of(
            CharacterBox.found(0.9, 100, 10, 20, 20),
            CharacterBox.found(0.8, 100, 40, 20, 20),
            CharacterBox.found(0.7, 200, 10, 20, 20));

    static Pipeline with(PageRules rules, Pipeline of) {
        return new Pipeline(of.name(), null, null, Task.PAGES, Combination.MEAN, of.members(), null, null, rules);
    }

    static Prediction found(long offset, CharacterBox... boxes) {
        return Prediction.found(at(offset), "any", "boxes", 2, SIZE, List.of(boxes), 400);
    }

    static Prediction foundAll(long offset) {
        return found(offset, BOXES.toArray(CharacterBox[]::new));
    }

    /** What a model reads in each box. */
    @SafeVarargs
    static Prediction read(long offset, String model, List<CharacterBox> boxes, Map<String, Double>... probabilities) {
        var characters = new ArrayList<CharacterBox>();
        var candidates = new ArrayList<Candidates.Box>();
        for (int i = 0; i < boxes.size(); i++) {
            var logarithms = new LinkedHashMap<String, Double>();
            probabilities[i].entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .forEach(code -> logarithms.put(code.getKey(), Math.log(code.getValue())));
            var best = logarithms.keySet().iterator().next();
            characters.add(boxes.get(i).read(best, Math.exp(logarithms.get(best))));
            candidates.add(new Candidates.Box(logarithms, -20));
        }
        return Prediction.read(at(offset), "any", model, 3, characters, Candidates.of(CLASSES, candidates), 60);
    }

    /** The three boxes of {@link #BOXES}, each read as one character of which the model is rather sure. */
    static Prediction readAll(long offset, String model, String... codes) {
        return read(
                offset,
                model,
                BOXES,
                Map.of(codes[0], 0.9, "U+30FC", 0.1),
                Map.of(codes[1], 0.9, "U+30FC", 0.1),
                Map.of(codes[2], 0.9, "U+30FC", 0.1));
    }

    private PageSamples() {}
}
