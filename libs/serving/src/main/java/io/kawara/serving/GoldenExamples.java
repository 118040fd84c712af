package io.kawara.serving;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a model must say wherever it runs: a few inputs in its card, with what came out where it was made.
 *
 * <p>The inputs are drawn, not taken from what was learnt: a card is published and kept for ever, and nobody's picture or words should be.
 */
public final class GoldenExamples {
    private static final int SIDE = 24;
    private static final int LOGITS = 5;
    private static final int PAGE = 4 * PageInput.STRIDE;
    private static final float[][] BOX = {{PAGE / 4f, PAGE / 4f, PAGE * 3 / 4f, PAGE * 3 / 4f}};
    private static final List<String> MAPS = List.of("character", "left", "above", "right", "below");

    /**
     * The file with a card that has examples; as it is where it has some, which are put to the test. Whatever cannot be loaded, or says something else here,
     * throws {@link ModelException}.
     */
    public static byte[] into(byte[] file) {
        var settings = new SessionSettings(Device.CPU, 1);
        try (var model = OnnxModel.load(file, settings)) {
            check(model, settings.tolerance());
            return model.card().examples().isEmpty()
                    ? OnnxFile.of(file).with(model.card().withExamples(answered(model)))
                    : file;
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
        boolean fits = switch (card.task()) {
            case TEXT_CLASSIFICATION -> example.text() != null;
            case TABULAR_CLASSIFICATION -> !example.row().isEmpty();
            default -> example.picture() != null;
        };
        if (!fits) {
            throw new ModelException(card.id() + " has a golden example of something that it does not take");
        }
        return switch (card.task()) {
            case IMAGE_CLASSIFICATION ->
                byName(card.labels(), model.imageLogits(List.of(example.pixels(card.views())))[0]);
            case TEXT_CLASSIFICATION ->
                byName(card.labels(), model.textLogits(List.of(card.text().encode(example.text())))[0]);
            case TABULAR_CLASSIFICATION ->
                byName(card.labels(), model.tabularLogits(new float[][] {example.numbers()})[0]);
            case CHARACTER_CLASSIFICATION ->
                byName(
                        card.labels(),
                        model.characterLogits(
                                        example.pixels(
                                                PAGE, PAGE, card.context().channels()),
                                        PAGE,
                                        PAGE,
                                        BOX)[0]);
            case OBJECT_DETECTION -> {
                byte[] tile = example.pixels(PAGE, PAGE, card.page().channels());
                yield byName(MAPS, model.maps(List.of(tile), PAGE, PAGE).get(0).middle());
            }
        };
    }

    private static Map<String, Double> byName(List<String> names, float[] values) {
        var byName = new LinkedHashMap<String, Double>();
        for (int i = 0; i < values.length; i++) {
            byName.put(names.get(i), (double) values[i]);
        }
        return byName;
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
        return switch (card.task()) {
            case IMAGE_CLASSIFICATION -> pictures(card.image().channels());
            case OBJECT_DETECTION -> pictures(card.page().channels());
            case CHARACTER_CLASSIFICATION -> pictures(card.context().channels());
            case TEXT_CLASSIFICATION -> texts(card.labels());
            case TABULAR_CLASSIFICATION -> rows(card.columns().size());
        };
    }

    private static List<GoldenExample> pictures(int channels) {
        var noise = new SplittableRandom(7);
        return List.of(
                picture(channels, (x, y, channel) -> (x * 255 / SIDE + (channel + 1) * y * 5) & 0xff),
                picture(
                        channels,
                        (x, y, channel) ->
                                Math.hypot(x - SIDE / 2.0, y - SIDE / 2.0) < SIDE / 3.0 ? 40 + 60 * channel : 230),
                picture(channels, (x, y, channel) -> noise.nextInt(256)));
    }

    private static List<GoldenExample> texts(List<String> labels) {
        var names = String.join(" ", labels);
        return List.of(
                GoldenExample.of(names.substring(0, Math.min(names.length(), 300))),
                GoldenExample.of("TOTAL 12.50, thank you for 3 blue shirts of the season 2026"));
    }

    /** Shares, differences and pixels: columns are of any size. */
    private static List<GoldenExample> rows(int columns) {
        var random = new SplittableRandom(7);
        return IntStream.of(1, 20, 3000)
                .mapToObj(most -> GoldenExample.of(random.doubles(columns, -most / 10.0, most)
                        .mapToObj(value -> Math.round(value * 100) / 100f)
                        .toList()))
                .toList();
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
