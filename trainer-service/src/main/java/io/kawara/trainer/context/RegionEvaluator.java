package io.kawara.trainer.context;

import io.kawara.reading.RegionLogits;
import io.kawara.serving.ContextInput;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.training.Evaluation;
import io.kawara.trainer.training.Evaluator;
import io.kawara.trainer.training.Predictor;
import io.kawara.vision.Image;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Shows after each epoch which share of the true boxes of some whole pages is read rightly, at one size; nothing is chosen by it. */
public final class RegionEvaluator implements Evaluator {
    private static final int MOST = 4;

    private final List<LearntPage> pages;
    private final List<String> labels;
    private final ContextInput input;
    private final String name;

    /** @param suffix of the measure's name, which says what the pages are to the training */
    public RegionEvaluator(List<LearntPage> pages, List<String> labels, ContextInput input, String suffix) {
        int every = (pages.size() + MOST - 1) / MOST;
        this.pages = IntStream.range(0, pages.size())
                .filter(page -> page % every == 0)
                .mapToObj(pages::get)
                .toList();
        this.labels = labels;
        this.input = new ContextInput(input.longSides().subList(0, 1), input.channels());
        name = "accuracy" + suffix;
    }

    @Override
    public Evaluation evaluate(Predictor predictor) throws IOException {
        int right = 0;
        int all = 0;
        for (var page : pages) {
            var truth = page.truth().characters();
            try (Image image = page.picture().decoded()) {
                var logits = new RegionLogits(
                                image,
                                input,
                                (pixels, width, height, boxes) -> predictor.logits(input(pixels, width, height, boxes)))
                        .of(truth);
                for (int i = 0; i < logits.length; i++, all++) {
                    right += labels.get(best(logits[i])).equals(truth.get(i).code()) ? 1 : 0;
                }
            }
        }
        return Evaluation.of(name, (double) right / all);
    }

    private Input.Pages input(byte[] pixels, int width, int height, float[][] boxes) {
        var rows = new float[boxes.length * Input.Pages.SIDES];
        for (int i = 0; i < boxes.length; i++) {
            System.arraycopy(boxes[i], 0, rows, i * Input.Pages.SIDES, boxes[i].length);
        }
        return new Input.Pages(pixels, 1, height, width, input.channels(), rows);
    }

    private static int best(float[] logits) {
        int best = 0;
        for (int label = 1; label < logits.length; label++) {
            best = logits[label] > logits[best] ? label : best;
        }
        return best;
    }
}
