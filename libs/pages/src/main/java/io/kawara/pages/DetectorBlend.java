package io.kawara.pages;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes one list of what several detectors found on a page, as the pipeline's {@link io.kawara.contracts.PageRules} say. */
public final class DetectorBlend {
    private static final Comparator<CharacterBox> BEST_FIRST = Comparator.comparingDouble(CharacterBox::score)
            .reversed()
            .thenComparingInt(CharacterBox::y)
            .thenComparingInt(CharacterBox::x)
            .thenComparingInt(CharacterBox::h)
            .thenComparingInt(CharacterBox::w);

    /**
     * The boxes that are to be read, best first; what a single detector found, as it is.
     *
     * @param predictions of detectors of this pipeline, each with an answer
     */
    public static List<CharacterBox> of(Pipeline pipeline, List<Prediction> predictions) {
        return predictions.size() == 1
                ? sorted(predictions.get(0).characters())
                : sorted(blended(pipeline, predictions));
    }

    private static List<CharacterBox> blended(Pipeline pipeline, List<Prediction> predictions) {
        var rules = pipeline.pages();
        var all = predictions.stream().flatMap(one -> one.characters().stream()).toList();
        return switch (rules.detectors()) {
            case ALL -> all;
            case SUPPRESS ->
                Suppression.greedy(all.stream().map(Box::of).toList(), rules.fuseFrom()).stream()
                        .map(all::get)
                        .toList();
            case FUSE -> {
                Map<String, Double> weights =
                        pipeline.members().stream().collect(Collectors.toMap(Member::model, Member::weight));
                yield WeightedBoxesFusion.fuse(
                                predictions.stream().map(DetectorBlend::boxes).toList(),
                                predictions.stream()
                                        .map(one -> weights.get(one.model()))
                                        .toList(),
                                rules.fuseFrom())
                        .stream()
                        .map(Box::found)
                        .toList();
            }
        };
    }

    private static List<Box> boxes(Prediction prediction) {
        return prediction.characters().stream().map(Box::of).toList();
    }

    private static List<CharacterBox> sorted(List<CharacterBox> boxes) {
        return boxes.stream().sorted(BEST_FIRST).toList();
    }

    private DetectorBlend() {}
}
