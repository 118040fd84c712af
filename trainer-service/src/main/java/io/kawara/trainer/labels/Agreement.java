package io.kawara.trainer.labels;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.contracts.Label;
import io.kawara.contracts.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far annotators agree beyond chance: Cohen's kappa (Cohen, A coefficient of agreement for nominal scales, 1960). Of all pairs together it is pooled:
 * what was observed and what chance would give are summed before they are compared (De Vries et al., Using pooled kappa, 2008).
 *
 * <p>One label: what both call an image. Several: whether a class is on it, each class a question of its own. Pages: what both call a character at a
 * place, or that there is none.
 *
 * @param kappa in [-1,1], 1 where all agree; null where nobody labelled what another did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Agreement(Double kappa, List<Pair> pairs) {
    /**
     * Two annotators.
     *
     * @param images that both labelled
     * @param agreed of those, on which they do not contradict each other
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Pair(String a, String b, int images, int agreed, Double kappa) {}

    /**
     * Compares.
     *
     * @param images the labels of each image, at most one of an annotator
     * @param classes what there is to be said of an image of a multi-label task
     */
    public static Agreement of(Collection<List<Label>> images, Task task, Collection<String> classes) {
        Map<List<String>, Comparison> comparisons =
                new TreeMap<>((a, b) -> a.get(0).equals(b.get(0))
                        ? a.get(1).compareTo(b.get(1))
                        : a.get(0).compareTo(b.get(0)));
        for (List<Label> labels : images) {
            for (var one : labels) {
                for (var other : labels) {
                    if (one.by().compareTo(other.by()) < 0) {
                        comparisons
                                .computeIfAbsent(List.of(one.by(), other.by()), pair -> new Comparison())
                                .add(one, other, task, classes);
                    }
                }
            }
        }
        double asked = 0;
        double observed = 0;
        double expected = 0;
        List<Pair> pairs = new ArrayList<>();
        for (var each : comparisons.entrySet()) {
            var comparison = each.getValue();
            asked += comparison.asked;
            observed += comparison.alike;
            expected += comparison.expected();
            pairs.add(new Pair(
                    each.getKey().get(0),
                    each.getKey().get(1),
                    comparison.images,
                    comparison.agreed,
                    kappa(comparison.asked, comparison.alike, comparison.expected())));
        }
        return new Agreement(kappa(asked, observed, expected), pairs);
    }

    /** Two who always say the same one thing agree, though chance would have it so. */
    private static Double kappa(double asked, double alike, double expected) {
        if (asked == 0) {
            return null;
        }
        return asked - expected < 1e-9 ? Double.valueOf(1) : Double.valueOf((alike - expected) / (asked - expected));
    }

    /** What two annotators said to each question. */
    private static final class Comparison {
        private final Map<String, Map<String, double[]>> answers =
                new HashMap<>(); // by question and answer: of one, of the other
        private final Map<String, Integer> questions = new HashMap<>();
        private int asked;
        private int alike;
        private int images;
        private int agreed;

        void add(Label one, Label other, Task task, Collection<String> classes) {
            images++;
            agreed += Statement.agree(one, other) ? 1 : 0;
            switch (task) {
                case SINGLE_LABEL -> add("", one(one), one(other));
                case MULTI_LABEL -> {
                    Set<String> all = new TreeSet<>(classes);
                    all.addAll(one.labels());
                    all.addAll(other.labels());
                    all.forEach(name -> add(
                            name,
                            Boolean.toString(one.labels().contains(name)),
                            Boolean.toString(other.labels().contains(name))));
                }
                case PAGES ->
                    Statement.pairs(one.characters(), other.characters())
                            .forEach(pair -> add(
                                    "",
                                    pair.one() == null ? "" : pair.one().code(),
                                    pair.other() == null ? "" : pair.other().code()));
            }
        }

        private static String one(Label label) {
            return label.labels().isEmpty() ? "" : label.labels().get(0);
        }

        private void add(String question, String one, String other) {
            asked++;
            alike += one.equals(other) ? 1 : 0;
            questions.merge(question, 1, Integer::sum);
            var said = answers.computeIfAbsent(question, name -> new HashMap<>());
            said.computeIfAbsent(one, answer -> new double[2])[0]++;
            said.computeIfAbsent(other, answer -> new double[2])[1]++;
        }

        /** How often they would say the same if each went on saying things as often as he does, but by chance. */
        double expected() {
            double sum = 0;
            for (var question : answers.entrySet()) {
                double both = question.getValue().values().stream()
                        .mapToDouble(said -> said[0] * said[1])
                        .sum();
                sum += both / questions.get(question.getKey());
            }
            return sum;
        }
    }
}
