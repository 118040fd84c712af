package io.kawara.reading;

import io.kawara.contracts.Candidates;
import io.kawara.serving.ModelCard;

/** Makes of the logits of thousands of classes what travels: the logarithms of their probabilities after the card's temperature, the best of them. */
final class LogProbabilities {
    /** One box's candidates; logits that are no numbers throw {@link io.kawara.serving.ModelException}. */
    static Candidates.Box candidates(ModelCard card, float[] logits) {
        var scores = card.activation().scores(logits, card.temperature()); // refuses what is no number
        double greatest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            greatest = Math.max(greatest, logit / card.temperature());
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit / card.temperature() - greatest);
        }
        double whole = greatest + Math.log(sum);
        for (int label = 0; label < scores.length; label++) {
            scores[label] = logits[label] / card.temperature() - whole; // where the score itself would be 0
        }
        return Candidates.Box.of(card.labels(), scores);
    }

    private LogProbabilities() {}
}
