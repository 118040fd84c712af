package io.kawara.classifier;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.reading.BoxedPage;
import io.kawara.reading.CharacterReader;
import io.kawara.reading.Reading;
import io.kawara.serving.Answer;
import io.kawara.serving.LiveModels;
import io.kawara.serving.ModelCard;
import io.kawara.serving.ModelException;
import io.kawara.serving.ModelInput;
import io.kawara.serving.ModelTask;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.VotingRound;
import io.kawara.vision.Image;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import io.kawara.vision.UndecodableImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Asks the character models of each page's pipeline what stands in its boxes. {@link #prepare} and {@link #classify} may overlap, each for one caller at a
 * time.
 */
final class PageClassifier {
    private final LiveModels models;
    private final ImageLimits limits;
    private final Map<ModelTask, CharacterReader> readers;
    private final Decoders decoders;

    /** @param readers for the models of each task that the stage takes */
    PageClassifier(LiveModels models, ImageLimits limits, Map<ModelTask, CharacterReader> readers, Decoders decoders) {
        this.models = models;
        this.limits = limits;
        this.readers = Map.copyOf(readers);
        this.decoders = decoders;
    }

    /** Decodes the pages on which there is something to read. */
    PageRound prepare(List<SubmittedPage> pages) throws InterruptedException {
        var round = new PageRound(new VotingRound<>(models, Stage.CHARACTER), new ConcurrentLinkedQueue<>());
        try {
            var decodings = new ArrayList<Callable<Void>>();
            for (var page : pages) {
                var ballot = round.votes()
                        .open(page.image().submission(), page.image().pipeline());
                if (ballot.isOpen()) {
                    decodings.add(() -> {
                        fill(ballot, page, round);
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

    /** Runs the models; one list for each page in the order they came, empty where the pipeline asks nothing of this stage. */
    List<List<Prediction>> classify(PageRound round) {
        round.votes().count(this::read, Integer.MAX_VALUE); // whose runs are made of boxes, not of pages
        return round.votes().ballots().stream()
                .map(VotingRound.Ballot::predictions)
                .toList();
    }

    private void fill(VotingRound<BoxedPage>.Ballot ballot, SubmittedPage page, PageRound round) {
        if (page.reason().isPresent()) {
            ballot.fill(card -> ModelInput.absent(page.reason().get()));
            return;
        }
        try {
            var boxed = decoded(page);
            round.decoded().add(boxed);
            ballot.fill(card -> {
                reader(card).prepare(card, boxed);
                return ModelInput.of(boxed);
            });
        } catch (UndecodableImage | IOException e) {
            ballot.fill(card -> ModelInput.failed(e.getMessage()));
        } catch (RuntimeException e) {
            ballot.fill(card -> ModelInput.failed("the page cannot be decoded: " + e));
        }
    }

    private BoxedPage decoded(SubmittedPage page) throws IOException {
        var boxes = page.boxes().read();
        return boxes.isEmpty()
                ? new BoxedPage(Image.of(1, 1, 3, new byte[3]), boxes)
                : new BoxedPage(ImageDecoder.decode(page.image().content().read(), limits), boxes);
    }

    private List<Answer> read(OnnxModel model, List<BoxedPage> pages) {
        var reader = readers.get(model.card().task());
        if (reader == null) {
            throw new ModelException(
                    model.card().id() + " is for " + model.card().task() + ", which is not read here");
        }
        var written = pages.stream().filter(page -> !page.boxes().isEmpty()).toList();
        var readings = reader(model.card()).read(model, written).iterator();
        var answers = new ArrayList<Answer>(pages.size());
        for (var page : pages) {
            answers.add(answer(page.boxes().isEmpty() ? nothing(model) : readings.next()));
        }
        return answers;
    }

    private CharacterReader reader(ModelCard card) {
        var reader = readers.get(card.task());
        if (reader == null) {
            throw new ModelException(card.id() + " is for " + card.task() + ", which is not read here");
        }
        return reader;
    }

    private static Reading nothing(OnnxModel model) {
        return new Reading(List.of(), Candidates.of(model.card().labels().size(), List.of()));
    }

    private static Answer answer(Reading reading) {
        return (submission, pipeline, stage, card, millis) -> Prediction.read(
                submission, pipeline, card.name(), card.version(), reading.characters(), reading.candidates(), millis);
    }
}
