package io.kawara.trainer.torch;

import io.kawara.trainer.graph.ClassifierHead;
import io.kawara.trainer.graph.Graph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Which weights of a graph move at which share of the learning rate, and which of them decay.
 *
 * @param decayAll whether biases and the vectors of normalisations decay too
 * @param layerDecay the rate of a layer over that of the layer after it (Clark et al. 2020), in (0,1]
 * @param headRate the rate of the last linear layer over the others'
 * @param parts what weights of certain names do otherwise; the first that fits counts
 */
public record Groups(boolean decayAll, double layerDecay, double headRate, List<Part> parts) {
    /** Matrices decay, vectors do not, and all move at one rate. */
    public static final Groups PLAIN = new Groups(false, 1, 1, List.of());

    /** A layer is what comes before and with the first number in a weight's name: {@code layer1.0}, {@code encoder.layer.3}. */
    private static final Pattern LAYER = Pattern.compile("([^.\\d]+\\.)*[^.]*\\d[^.]*(\\.\\d+)*(?=\\.)|[^.]+");

    /**
     * Weights whose names begin alike.
     *
     * @param rate their share of the rate that they would have
     * @param decay the amount of their decay; empty for the optimiser's
     */
    public record Part(String prefix, double rate, OptionalDouble decay) {
        public Part {
            if (!(rate >= 0) || decay.orElse(0) < 0) {
                throw new IllegalArgumentException("the rate and the decay of " + prefix + " are not negative");
            }
        }
    }

    private record Pace(double rate, double decay) {}

    public Groups {
        if (!(layerDecay > 0 && layerDecay <= 1) || !(headRate >= 0)) {
            throw new IllegalArgumentException("a layer decay is in (0,1], a head's rate not negative");
        }
        parts = List.copyOf(parts);
    }

    /**
     * The groups of what is trained, as few as there are different rates and decays.
     *
     * @param trained names of weights of the graph
     * @param decay the optimiser's
     */
    public List<Group> of(Graph graph, Collection<String> trained, double decay) {
        var weights = new ArrayList<>(graph.weights().values());
        weights.removeIf(weight -> !trained.contains(weight.name()));
        var layers = new LinkedHashSet<String>();
        weights.forEach(weight -> layers.add(layer(weight.name())));
        var order = List.copyOf(layers);
        var head = headRate == 1 ? List.<String>of() : ClassifierHead.of(graph).weights();
        var groups = new LinkedHashMap<Pace, List<String>>();
        for (var weight : weights) {
            var name = weight.name();
            var part = parts.stream().filter(p -> name.startsWith(p.prefix())).findFirst();
            var after = order.size() - 1 - order.indexOf(layer(name));
            var rate = Math.pow(layerDecay, after)
                    * (head.contains(name) ? headRate : 1)
                    * part.map(Part::rate).orElse(1.0);
            var usual = decayAll || weight.shape().length > 1 ? decay : 0;
            var pace = new Pace(
                    rate, part.map(Part::decay).orElse(OptionalDouble.empty()).orElse(usual));
            groups.computeIfAbsent(pace, key -> new ArrayList<>()).add(name);
        }
        checkParts(weights.stream().map(weight -> weight.name()).toList());
        return groups.entrySet().stream()
                .map(entry -> new Group(
                        entry.getValue(), entry.getKey().rate(), entry.getKey().decay()))
                .toList();
    }

    private void checkParts(List<String> names) {
        for (var part : parts) {
            if (names.stream().noneMatch(name -> name.startsWith(part.prefix()))) {
                throw new IllegalArgumentException("no trained weight's name begins with '%s'; there are %s"
                        .formatted(part.prefix(), String.join(", ", names)));
            }
        }
    }

    static String layer(String name) {
        var matcher = LAYER.matcher(name);
        return matcher.lookingAt() ? matcher.group() : name;
    }
}
