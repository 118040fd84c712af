package io.kawara.detector;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.PageSize;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.pages.Box;
import io.kawara.pages.DetectorBlend;
import io.kawara.reading.PageDetector;
import io.kawara.serving.Answer;
import io.kawara.serving.LiveModels;
import io.kawara.serving.ModelInput;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.VotingRound;
import io.kawara.vision.Image;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import io.kawara.vision.UndecodableImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Asks the detectors of each page's pipeline where characters are. {@link #prepare} and {@link #detect} may overlap, each for one caller at a time. */
final class CharacterDetector implements AutoCloseable {
    /** From how many pixels on no further page is decoded beside the others: it may have 50 million, of 3 bytes each. */
    private static final long ENOUGH = 16_000_000;

    private final LiveModels models;
    private final ImageLimits limits;
    private final int pixels;
    private final ExecutorService decoding;

    /**
     * @param pixels of all tiles in one run of a model
     * @param decoders pages decoded at the same time
     */
    CharacterDetector(LiveModels models, ImageLimits limits, int pixels, int decoders) {
        if (pixels < 1 || decoders < 1) {
            throw new IllegalArgumentException(
                    "kawara.detector.pixels and kawara.detector.decoders must be at least 1: " + pixels + ", "
                            + decoders);
        }
        this.models = models;
        this.limits = limits;
        this.pixels = pixels;
        this.decoding = Executors.newFixedThreadPool(decoders, task -> {
            var thread = new Thread(task, "decoding");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Takes as many pages as are looked at together, at least one, and decodes those that a detector is asked about. The round is to be closed. */
    PageRound prepare(Iterator<SubmittedPage> pages) throws InterruptedException {
        var round = new PageRound(
                new VotingRound<>(models, Stage.DETECTOR), Collections.synchronizedList(new ArrayList<>()));
        try {
            var decodings = new ArrayList<Callable<Void>>();
            long together = 0;
            while (pages.hasNext() && together < ENOUGH) {
                var page = pages.next();
                var ballot = round.votes().open(page.submission(), page.pipeline());
                if (!ballot.isOpen()) {
                    continue;
                }
                try {
                    var file = page.content().read();
                    var header = limits.check(file);
                    together += (long) header.width() * header.height();
                    decodings.add(() -> {
                        decode(file, ballot, round.decoded());
                        return null;
                    });
                } catch (UndecodableImage | IOException e) {
                    ballot.fill(card -> ModelInput.failed(e.getMessage()));
                }
            }
            for (var done : decoding.invokeAll(decodings)) {
                done.get();
            }
            return round;
        } catch (ExecutionException e) {
            round.close();
            throw new IllegalStateException("cannot decode pages: " + e.getCause(), e.getCause());
        } catch (InterruptedException | RuntimeException e) {
            round.close();
            throw e;
        }
    }

    private void decode(byte[] file, VotingRound<Image>.Ballot ballot, List<Image> decoded) {
        try {
            var page = ImageDecoder.decode(file, limits);
            decoded.add(page);
            ballot.fill(card -> ModelInput.of(page));
        } catch (UndecodableImage e) {
            ballot.fill(card -> ModelInput.failed(e.getMessage()));
        } catch (RuntimeException e) {
            ballot.fill(card -> ModelInput.failed("the image cannot be decoded: " + e));
        }
    }

    /** Runs the detectors; one answer for each page in the order they came. */
    List<FoundPage> detect(PageRound round) {
        round.votes().count(this::answers, Integer.MAX_VALUE);
        return round.votes().ballots().stream()
                .map(ballot -> page(ballot.predictions(), ballot.pipeline()))
                .toList();
    }

    private List<Answer> answers(OnnxModel model, List<Image> pages) {
        var found = new PageDetector(model, pixels).detect(pages);
        return IntStream.range(0, pages.size())
                .mapToObj(i -> answer(pages.get(i), found.get(i)))
                .toList();
    }

    private static Answer answer(Image page, List<Box> found) {
        var size = new PageSize(page.width(), page.height());
        var boxes = found.stream().map(Box::found).toList();
        return (submission, pipeline, stage, card, millis) ->
                Prediction.found(submission, pipeline, card.name(), card.version(), size, boxes, millis);
    }

    private static FoundPage page(List<Prediction> predictions, Optional<Pipeline> pipeline) {
        var answered =
                predictions.stream().filter(one -> one.outcome() == Outcome.OK).toList();
        if (answered.isEmpty()) {
            // What was wrong with the image says more than that another detector is not there.
            var reason = predictions.stream()
                    .max(Comparator.comparing(Prediction::outcome))
                    .map(Prediction::reason);
            return new FoundPage(predictions, List.of(), reason);
        }
        return new FoundPage(predictions, blended(answered, pipeline.orElseThrow()), Optional.empty());
    }

    private static List<CharacterBox> blended(List<Prediction> answered, Pipeline pipeline) {
        return DetectorBlend.of(pipeline, answered).stream()
                .limit(PageDetector.MOST)
                .toList();
    }

    @Override
    public void close() {
        decoding.shutdownNow();
    }
}
