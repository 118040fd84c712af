package io.kawara.trainer.detect;

import io.kawara.reading.PageDetector;
import io.kawara.serving.DetectionMaps;
import io.kawara.serving.PageInput;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.training.Evaluation;
import io.kawara.trainer.training.Evaluator;
import io.kawara.trainer.training.Predictor;
import io.kawara.trainer.zoo.CentreNet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/** Shows after each epoch how right a detector is on some pages, cut into tiles as they will be served; nothing is chosen by it. */
public final class PageEvaluator implements Evaluator {
    private static final int MOST = 10;

    private final List<LabelledPage> pages;
    private final PageInput input;
    private final String suffix;

    /** @param suffix of the measures' names, which says what the pages are to the training */
    public PageEvaluator(List<LabelledPage> pages, PageInput input, String suffix) {
        int every = (pages.size() + MOST - 1) / MOST;
        this.pages = IntStream.range(0, pages.size())
                .filter(page -> page % every == 0)
                .mapToObj(pages::get)
                .toList();
        this.input = input;
        this.suffix = suffix;
    }

    @Override
    public Evaluation evaluate(Predictor predictor) throws IOException {
        var detector = new PageDetector(input, (tiles, width, height) -> maps(predictor, tiles, width, height), 1);
        var measure = Found.measure(pages, Found.on(pages, detector));
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("F1" + suffix, measure.f1());
        metrics.put("box F1" + suffix, measure.boxF1());
        return new Evaluation(measure.f1(), metrics);
    }

    private List<DetectionMaps> maps(Predictor predictor, List<byte[]> tiles, int width, int height) {
        var maps = new ArrayList<DetectionMaps>();
        for (var tile : tiles) {
            var values = predictor.logits(new Input.Images(tile, 1, height, width, input.channels()))[0];
            maps.add(new DetectionMaps(width / CentreNet.STRIDE, height / CentreNet.STRIDE, CentreNet.STRIDE, values));
        }
        return maps;
    }
}
