package io.kawara.text;

import io.kawara.contracts.Outcome;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.TextRead;
import io.kawara.serving.LiveModels;
import io.kawara.serving.ModelCard;
import io.kawara.serving.ModelInput;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.Ranking;
import io.kawara.serving.VotingRound;
import java.util.List;

/** Asks the text models of each image's pipeline about its words. For one caller at a time. */
final class TextClassifier {
    private static final Ranking<long[]> RUN = new Ranking<>() {
        @Override
        public double[][] scores(OnnxModel model, List<long[]> texts) {
            return model.textScores(texts);
        }

        /** The next power of two: no text is padded to more than twice its length. */
        @Override
        public int bucket(long[] tokens) {
            return Integer.highestOneBit(Math.max(1, tokens.length - 1)) << 1;
        }
    };

    private final LiveModels models;
    private final int batch;

    /** @param batch texts in one run of a model */
    TextClassifier(LiveModels models, int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException("kawara.text.batch must be at least 1: " + batch);
        }
        this.models = models;
        this.batch = batch;
    }

    /** Cuts the texts into their models' tokens. The round is to be closed. */
    VotingRound<long[]> prepare(List<TextRead> texts) throws InterruptedException {
        var round = new VotingRound<long[]>(models, Stage.TEXT);
        try {
            for (var text : texts) {
                round.open(text.submission(), text.pipeline()).fill(card -> tokens(text, card));
            }
            return round;
        } catch (InterruptedException | RuntimeException e) {
            round.close();
            throw e;
        }
    }

    /** Runs the models; one list for each text in the order they came, empty where the pipeline asks nothing of this stage. */
    List<List<Prediction>> classify(VotingRound<long[]> round) {
        round.count(RUN, batch);
        return round.ballots().stream().map(VotingRound.Ballot::predictions).toList();
    }

    private static ModelInput<long[]> tokens(TextRead text, ModelCard card) {
        var words = text.words();
        if (words.isBlank()) {
            return text.outcome() == Outcome.FAILED
                    ? ModelInput.failed(text.reason() == null ? "the text could not be read" : text.reason())
                    : ModelInput.absent("no text was read");
        }
        var tokens = card.text().encode(words);
        return tokens.length == 0
                ? ModelInput.absent("the text holds no word: " + words.strip())
                : ModelInput.of(tokens);
    }
}
