package io.kawara.trainer.run;

import io.kawara.trainer.augment.LetterSource;
import io.kawara.trainer.training.Evaluation;
import io.kawara.trainer.training.Evaluator;
import io.kawara.trainer.training.Predictor;
import java.util.stream.IntStream;

/** Shows after each epoch which share of cells, pictures times letters, is right on pictures like the stage's own of unseen glyphs; nothing is chosen by it. */
final class LetterEvaluator implements Evaluator {
    private static final int BATCH = 64;

    private final LetterSource sample;

    LetterEvaluator(LetterSource sample) {
        this.sample = sample;
    }

    @Override
    public Evaluation evaluate(Predictor predictor) {
        int right = 0;
        int cells = 0;
        for (int start = 0; start < sample.size(); start += BATCH) {
            var batch = sample.batch(
                    1,
                    start / BATCH,
                    IntStream.range(start, Math.min(sample.size(), start + BATCH))
                            .toArray());
            var rows = predictor.logits(batch.input());
            int letters = batch.targets().length / rows.length;
            for (int row = 0; row < rows.length; row++) {
                for (int letter = 0; letter < letters; letter++, cells++) {
                    boolean said = logit(rows[row], letter, letters) > 0;
                    right += said == (batch.targets()[row * letters + letter] == 1) ? 1 : 0;
                }
            }
        }
        return Evaluation.of("accuracy of cells", (double) right / cells);
    }

    /** A letter's own logit, or that of its being at any place of a map {@code [letters, places]}. */
    private static double logit(float[] row, int letter, int letters) {
        int places = row.length / letters;
        double odds = 0;
        for (int place = 0; place < places; place++) {
            odds += Math.exp(row[letter * places + place]);
        }
        return Math.log(odds);
    }
}
