package io.kawara.trainer.run;

import io.kawara.serving.ImageInput;
import io.kawara.serving.TextInput;
import io.kawara.trainer.augment.PictureSource;
import io.kawara.trainer.augment.TokenSource;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.recipe.AugmentKeys;
import io.kawara.trainer.training.BatchSource;
import io.kawara.trainer.training.Evaluation;
import io.kawara.trainer.training.Evaluator;
import io.kawara.trainer.training.Predictor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Shows after each epoch how a training is doing on some rows; nothing is chosen by it. */
final class SampleEvaluator implements Evaluator {
    private static final int MOST = 256;
    private static final int BATCH = 64;

    private final String name;
    private final BatchSource sample;
    private final Truth truth;

    /** @param name of the measure, which says what the rows are to the training */
    static SampleEvaluator of(String name, DataSet rows, ImageInput image, TextInput text) throws IOException {
        int every = Math.max(1, rows.size() / MOST);
        var places = IntStream.range(0, rows.size())
                .filter(place -> place % every == 0)
                .limit(MOST)
                .boxed()
                .toList();
        var chosen = rows.rows(places);
        var plain = AugmentKeys.none();
        return new SampleEvaluator(
                name,
                text == null ? new PictureSource(chosen, image, plain, 0) : new TokenSource(chosen, text, plain, 0),
                Truth.of(chosen));
    }

    private SampleEvaluator(String name, BatchSource sample, Truth truth) {
        this.name = name;
        this.sample = sample;
        this.truth = truth;
    }

    @Override
    public Evaluation evaluate(Predictor predictor) throws IOException {
        List<float[]> logits = new ArrayList<>();
        for (int start = 0; start < sample.size(); start += BATCH) {
            int[] rows = IntStream.range(start, Math.min(sample.size(), start + BATCH))
                    .toArray();
            logits.addAll(Arrays.asList(
                    predictor.logits(sample.batch(1, start / BATCH, rows).input())));
        }
        return Evaluation.of(name, truth.accuracy(logits.toArray(float[][]::new)));
    }
}
