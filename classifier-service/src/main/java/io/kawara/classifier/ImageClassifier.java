package io.kawara.classifier;

import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.reading.ModelPictures;
import io.kawara.serving.ImageInput;
import io.kawara.serving.LiveModels;
import io.kawara.serving.ModelInput;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.Ranking;
import io.kawara.serving.VotingRound;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import io.kawara.vision.UndecodableImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;

/** Asks the image models of each image's pipeline about it. {@link #prepare} and {@link #classify} may overlap, each for one caller at a time. */
final class ImageClassifier {
    private static final Ranking<byte[]> RUN = OnnxModel::imageScores;

    private final LiveModels models;
    private final ImageLimits limits;
    private final int batch;
    private final Decoders decoders;

    /** @param batch images in one run of a model */
    ImageClassifier(LiveModels models, ImageLimits limits, int batch, Decoders decoders) {
        if (batch < 1) {
            throw new IllegalArgumentException("kawara.classifier.batch must be at least 1: " + batch);
        }
        this.models = models;
        this.limits = limits;
        this.batch = batch;
        this.decoders = decoders;
    }

    /** Decodes the images to the sizes that their models want, see {@link io.kawara.serving.Views}. The round is to be closed. */
    VotingRound<byte[]> prepare(List<SubmittedImage> images) throws InterruptedException {
        var round = new VotingRound<byte[]>(models, Stage.IMAGE);
        try {
            var decodings = new ArrayList<Callable<Void>>();
            for (var image : images) {
                var ballot = round.open(image.submission(), image.pipeline());
                if (ballot.isOpen()) {
                    decodings.add(() -> {
                        fill(ballot, image);
                        return null;
                    });
                }
            }
            decoders.all(decodings);
            return round;
        } catch (InterruptedException | RuntimeException e) {
            round.close();
            throw e;
        }
    }

    /** Runs the models; one list for each image in the order they came, empty where the pipeline asks nothing of this stage. */
    List<List<Prediction>> classify(VotingRound<byte[]> round) {
        round.count(RUN, batch);
        return round.ballots().stream().map(VotingRound.Ballot::predictions).toList();
    }

    private void fill(VotingRound<byte[]>.Ballot ballot, SubmittedImage image) {
        try (var decoded = ImageDecoder.decode(image.content().read(), limits)) {
            var sized = new HashMap<List<ImageInput>, byte[]>();
            ballot.fill(card -> ModelInput.of(
                    sized.computeIfAbsent(card.views().pictures(), pictures -> ModelPictures.of(decoded, pictures))));
        } catch (UndecodableImage | IOException e) {
            ballot.fill(card -> ModelInput.failed(e.getMessage()));
        } catch (RuntimeException e) {
            ballot.fill(card -> ModelInput.failed("the image cannot be decoded: " + e));
        }
    }
}
