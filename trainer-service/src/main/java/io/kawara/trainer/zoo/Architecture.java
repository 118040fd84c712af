package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Graph;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Builds an untrained network. */
public interface Architecture {
    /**
     * Training texts.
     *
     * @param tokens each text's ids
     * @param targets each text's share of every class, {@code [texts][classes]}
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, not copied, and never compared
    record Corpus(List<long[]> tokens, float[][] targets) {}

    /**
     * A graph with first weights drawn from the seed: input {@code image} (uint8, {@code [N, H, W, C]}) or {@code
     * tokens} (int64, {@code [N, L]}, 0 is padding), output {@code logits} ({@code [N, classes]}). That of a detector takes
     * images of any size and answers {@code maps}: see {@link CentreNet}. That of boxes on pages takes {@code image} and {@code boxes} (float32, {@code
     * [K, 4]}, or {@code [K, 5]} with the page's number) and answers {@code logits} ({@code [K, classes]}).
     */
    Graph build(InputShape input, int classes, long seed);

    /**
     * The graph with what is counted in the training texts rather than learnt from them; most architectures count nothing.
     */
    default Graph informed(Graph graph, Supplier<Corpus> texts) {
        return graph;
    }

    /** The graph with what is known of classes by their names, in the order of its outputs; most architectures know none. */
    default Graph labelled(Graph graph, List<String> labels) {
        return graph;
    }

    /** The names that {@link #of} knows. */
    static List<String> names() {
        return List.of(
                "resnet18",
                "small-cnn",
                "spotting-cnn",
                "centre-net",
                "region-classifier",
                "ngram-linear",
                "nb-linear",
                "text-cnn",
                "text-transformer",
                "pretrained");
    }

    /** The architecture of a name with options; an unknown name or option is an error that names it and what there is. */
    static Architecture of(String name, Map<String, Object> options) {
        return switch (name) {
            case "resnet18" -> new Resnet18(options);
            case "small-cnn" -> new SmallCnn(options);
            case "spotting-cnn" -> new SpottingCnn(options);
            case "centre-net" -> new CentreNet(options);
            case "region-classifier" -> new RegionClassifier(options);
            case "ngram-linear" -> new NgramLinear(options);
            case "nb-linear" -> new NaiveBayesLinear(options);
            case "text-cnn" -> new TextCnn(options);
            case "text-transformer" -> new TextTransformer(options);
            case "pretrained" -> new Pretrained(options);
            default ->
                throw new IllegalArgumentException(
                        "there is no architecture %s; there are %s".formatted(name, names()));
        };
    }

    /** The shape as one of images, or an error. */
    static ImageShape images(InputShape input) {
        if (input instanceof ImageShape shape) {
            return shape;
        }
        throw new IllegalArgumentException("this architecture reads images, not " + input);
    }

    /** The shape as one of pages with boxes, or an error. */
    static PageShape pages(InputShape input) {
        if (input instanceof PageShape shape) {
            return shape;
        }
        throw new IllegalArgumentException("this architecture reads boxes on pages, not " + input);
    }

    /** The shape as one of tokens, or an error. */
    static TokenShape tokens(InputShape input) {
        if (input instanceof TokenShape shape) {
            return shape;
        }
        throw new IllegalArgumentException("this architecture reads tokens, not " + input);
    }
}
