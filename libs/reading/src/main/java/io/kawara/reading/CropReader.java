package io.kawara.reading;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.serving.ModelCard;
import io.kawara.serving.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Reads each character by itself, cut out of its page as the card's {@link io.kawara.serving.CropRule} says, with a classifier of images.
 *
 * <p>The crops of all pages share batches, and those of the next are cut while the model runs: memory holds two batches of crops, however many boxes
 * there are. Thread-safe.
 */
public final class CropReader implements CharacterReader {
    private final int batch;
    private final Executor cutting;

    /** @param batch crops in one run of the model */
    public CropReader(int batch, Executor cutting) {
        if (batch < 1) {
            throw new IllegalArgumentException("a run of a model has 1 crop at least: " + batch);
        }
        this.batch = batch;
        this.cutting = cutting;
    }

    private record Place(BoxedPage page, CharacterBox box) {}

    @Override
    public void prepare(ModelCard card, BoxedPage page) {
        if (new Crops(card).areClean()) {
            page.cleaned();
        }
    }

    @Override
    public List<Reading> read(OnnxModel model, List<BoxedPage> pages) {
        var places = new ArrayList<Place>();
        pages.forEach(page -> page.boxes().forEach(box -> places.add(new Place(page, box))));
        var read = candidates(model, places).iterator();
        var readings = new ArrayList<Reading>(pages.size());
        for (var page : pages) {
            var own = new ArrayList<Candidates.Box>(page.boxes().size());
            page.boxes().forEach(box -> own.add(read.next()));
            readings.add(Reading.of(model.card(), page.boxes(), own));
        }
        return readings;
    }

    private List<Candidates.Box> candidates(OnnxModel model, List<Place> places) {
        var crops = new Crops(model.card());
        var read = new ArrayList<Candidates.Box>(places.size());
        var next = cut(crops, places, 0);
        try {
            for (int from = 0; from < places.size(); from += batch) {
                var images = next.join();
                next = cut(crops, places, from + batch);
                for (var logits : model.imageLogits(images)) {
                    read.add(LogProbabilities.candidates(model.card(), logits));
                }
            }
            return read;
        } finally {
            next.handle((images, error) -> null).join(); // whoever asked may close the pages now
        }
    }

    private CompletableFuture<List<byte[]>> cut(Crops crops, List<Place> places, int from) {
        var some = places.subList(Math.min(from, places.size()), Math.min(from + batch, places.size()));
        return CompletableFuture.supplyAsync(
                () -> some.stream()
                        .map(place -> crops.of(place.page(), place.box()))
                        .toList(),
                cutting);
    }
}
