package io.kawara.serving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a model must say wherever it runs: a few inputs in its card, with what came out where it was made. Models of images and of texts have some.
 *
 * <p>The inputs are drawn, not taken from what was learnt: a card is published and kept for ever, and nobody's picture or words should be.
 */
public final class GoldenExamples {
    private static final int SIDE = 24;
    private static final int LOGITS = 5;

    /**
     * The file with a card that has examples; those that it has are put to the test. As it is where its kind of model has none. Whatever cannot be loaded, or
     * says something else here, throws {@link ModelException}.
     */
    public static byte[] into(byte[] file) {
        var settings = new SessionSettings(Device.CPU, 1);
        try (var model = OnnxModel.load(file, settings)) {
            check(model, settings.tolerance());
            var examples = model.card().examples().isEmpty() ? answered(model) : List.<GoldenExample>of();
            return examples.isEmpty()
                    ? file
                    : OnnxFile.of(file).with(model.card().withExamples(examples));
        }
    }

    /** Throws {@link ModelException} where the model says something else here than where it was made, by more than {@code tolerance}. */
    public static void check(OnnxModel model, double tolerance) {
        var examples = model.card().examples();
        for (int i = 0; i < examples.size(); i++) {
            var expected = examples.get(i).logits();
            var here = logits(model, examples.get(i));
            for (var logit : expected.entrySet()) {
                double came = here.getOrDefault(logit.getKey(), Double.NaN);
                // Rounding grows with what is rounded.
                double most = tolerance * Math.max(1, Math.abs(logit.getValue()));
                if (!(Math.abs(came - logit.getValue()) <= most)) {
                    throw new ModelException("golden example %d of %d: %s gives %s here, %s where the model was made"
                            .formatted(i + 1, examples.size(), logit.getKey(), came, logit.getValue()));
                }
            }
        }
    }

    private static List<GoldenExample> answered(OnnxModel model) {
        return drawn(model.card()).stream()
                .map(example -> example.with(greatest(logits(model, example))))
                .toList();
    }

    private static Map<String, Double> logits(OnnxModel model, GoldenExample example) {
        var card = model.card();
        float[] logits;
        if (example.picture() != null && card.image() != null) {
            logits = model.imageLogits(List.of(example.pixels(card.views())))[0];
        } else if (example.text() != null && card.text() != null) {
            logits = model.textLogits(List.of(card.text().encode(example.text())))[0];
        } else {
            throw new ModelException(card.id() + " has a golden example of something that it does not take");
        }
        var byLabel = new LinkedHashMap<String, Double>();
        for (int i = 0; i < logits.length; i++) {
            byLabel.put(card.labels().get(i), (double) logits[i]);
        }
        return byLabel;
    }

    private static Map<String, Double> greatest(Map<String, Double> logits) {
        var greatest = new LinkedHashMap<String, Double>();
        logits.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(LOGITS)
                .forEach(logit -> greatest.put(logit.getKey(), logit.getValue()));
        return greatest;
    }

    private static List<GoldenExample> drawn(ModelCard card) {
        var examples = new ArrayList<GoldenExample>();
        if (card.image() != null) {
            int channels = card.image().channels();
            examples.add(picture(channels, (x, y, channel) -> (x * 255 / SIDE + (channel + 1) * y * 5) & 0xff));
            examples.add(picture(
                    channels,
                    (x, y, channel) ->
                            Math.hypot(x - SIDE / 2.0, y - SIDE / 2.0) < SIDE / 3.0 ? 40 + 60 * channel : 230));
            var noise = new SplittableRandom(7);
            examples.add(picture(channels, (x, y, channel) -> noise.nextInt(256)));
        }
        if (card.text() != null) {
            var names = String.join(" ", card.labels());
            examples.add(GoldenExample.of(names.substring(0, Math.min(names.length(), 300))));
            examples.add(GoldenExample.of("TOTAL 12.50, thank you for 3 blue shirts of the season 2026"));
        }
        return examples;
    }

    private interface Painter {
        int value(int x, int y, int channel);
    }

    private static GoldenExample picture(int channels, Painter painter) {
        var pixels = new byte[SIDE * SIDE * channels];
        IntStream.range(0, pixels.length)
                .forEach(at ->
                        pixels[at] = (byte) painter.value(at / channels % SIDE, at / channels / SIDE, at % channels));
        return GoldenExample.of(pixels, SIDE, SIDE);
    }

    private GoldenExamples() {}
}
