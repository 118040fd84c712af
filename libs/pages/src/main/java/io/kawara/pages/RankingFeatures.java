package io.kawara.pages;

import io.kawara.contracts.PageRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of each candidate of a box, for a model that says whether it is the right one: the second level of the Kuzushiji competition's second
 * solution (lopuhin, 2019), of any number of classifiers, and columns of our own.
 *
 * <p>A box's candidates are the best three classes of every classifier and {@link PageRules#FALSE_POSITIVE}. Classes are numbered by code point, the
 * false positive is -1, and scores are logarithms of probabilities. What a classifier that gave no answer would have said is not a number.
 *
 * <p>The columns name the classifiers, so the card of a model says what it needs: {@link #in}.
 */
public final class RankingFeatures {
    /** How many columns there are and which. */
    public enum Kind {
        /** The competition's nine columns a classifier and two more: 38 of four classifiers. */
        COMPETITION,
        /** Those, what each classifier thinks of the candidate, the box's shape, and what {@link FilterFeatures} know of it. */
        ALL
    }

    private static final int TOP = 3;
    private static final String FIRST_CODE = ".top1.code";

    private final List<String> models;
    private final Kind kind;
    private final List<String> columns;

    /** @param models the classifiers, in the order of their columns */
    public RankingFeatures(List<String> models, Kind kind) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("candidates are ranked by what classifiers say: name at least one");
        }
        this.models = List.copyOf(models);
        this.kind = kind;
        this.columns = named();
    }

    /** Those that a model with these columns asks for; empty where it is no such model. */
    public static Optional<RankingFeatures> in(List<String> columns) {
        var models = columns.stream()
                .filter(name -> name.endsWith(FIRST_CODE))
                .map(name -> name.substring(0, name.length() - FIRST_CODE.length()))
                .toList();
        return models.isEmpty()
                ? Optional.empty()
                : Arrays.stream(Kind.values())
                        .map(kind -> new RankingFeatures(models, kind))
                        .filter(features -> features.columns.equals(columns))
                        .findFirst();
    }

    /** What each number of a row is. */
    public List<String> columns() {
        return columns;
    }

    /** The classifiers whose readings are wanted. */
    public List<String> models() {
        return models;
    }

    /**
     * The candidates of a page.
     *
     * @param candidates of each box
     * @param rows {@code [candidates][columns]}, box after box
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Table(List<List<String>> candidates, float[][] rows) {}

    /** All candidates of a page. What classifiers say that are not known here does not count. */
    public Table of(ReadPage page) {
        var candidates =
                page.boxes().stream().map(this::candidates).map(List::copyOf).toList();
        float[][] known = kind == Kind.ALL
                ? FilterFeatures.of(
                        page.with(page.boxes().stream().map(this::likeliest).toList()))
                : new float[page.boxes().size()][0];
        double[] overlaps =
                Overlap.greatest(page.boxes().stream().map(ReadBox::found).toList());
        var rows = new ArrayList<float[]>();
        for (int box = 0; box < candidates.size(); box++) {
            for (String candidate : candidates.get(box)) {
                rows.add(row(page.boxes().get(box), candidate, overlaps[box], known[box]));
            }
        }
        return new Table(candidates, rows.toArray(float[][]::new));
    }

    private Set<String> candidates(ReadBox box) {
        var codes = new LinkedHashSet<String>();
        for (String model : models) {
            codes.addAll(best(box, model));
        }
        codes.add(PageRules.FALSE_POSITIVE);
        return codes;
    }

    private static List<String> best(ReadBox box, String model) {
        var opinion = box.opinions().get(model);
        return opinion == null
                ? List.of()
                : opinion.logarithms().keySet().stream().limit(TOP).toList();
    }

    /**
     * The box as the character that the classifiers give the greatest probability together, all counting the same: what a pipeline's weights are is no
     * business of a model that was trained before they were chosen.
     */
    private ReadBox likeliest(ReadBox box) {
        return candidates(box).stream()
                .filter(code -> !code.equals(PageRules.FALSE_POSITIVE))
                .max(Comparator.comparingDouble(code -> mean(box, code)))
                .map(code -> box.as(code, Math.exp(mean(box, code)), List.of()))
                .orElseGet(() -> box.as(PageRules.FALSE_POSITIVE, 1, List.of()));
    }

    /** The mean logarithm of a code's probability, of the classifiers that know it. */
    private double mean(ReadBox box, String code) {
        return models.stream()
                .mapToDouble(model -> logarithm(box, model, code))
                .filter(logarithm -> !Double.isNaN(logarithm))
                .average()
                .orElse(Double.NaN);
    }

    private static double logarithm(ReadBox box, String model, String code) {
        var opinion = box.opinions().get(model);
        boolean unknown = opinion == null
                || (code.equals(PageRules.FALSE_POSITIVE)
                        && !opinion.logarithms().containsKey(code));
        return unknown ? Double.NaN : opinion.logarithm(code);
    }

    private float[] row(ReadBox box, String candidate, double overlap, float[] known) {
        var row = new Row(columns.size());
        for (String model : models) {
            var best = best(box, model);
            for (int i = 0; i < TOP; i++) {
                row.add(i < best.size() ? CodePoints.of(best.get(i)) : Double.NaN);
                row.add(i < best.size() ? logarithm(box, model, best.get(i)) : Double.NaN);
            }
        }
        row.add(overlap);
        row.add(CodePoints.of(candidate));
        for (String model : models) {
            var best = best(box, model);
            for (int i = 0; i < TOP; i++) {
                row.add(i < best.size() && best.get(i).equals(candidate) ? 1 : 0);
            }
        }
        if (kind == Kind.ALL) {
            models.forEach(model -> row.add(logarithm(box, model, candidate)));
            row.add(mean(box, candidate));
            row.add(FilterFeatures.isHiragana(candidate) ? 1 : 0);
            row.add(box.box().h() == 0 ? 0 : (double) box.box().w() / box.box().h());
            row.addAll(known);
        }
        return row.values();
    }

    private List<String> named() {
        var names = new ArrayList<String>();
        for (String model : models) {
            for (int i = 1; i <= TOP; i++) {
                names.add(model + ".top" + i + ".code");
                names.add(model + ".top" + i + ".score");
            }
        }
        names.addAll(List.of("box_overlap", "candidate_code"));
        for (String model : models) {
            for (int i = 1; i <= TOP; i++) {
                names.add(model + ".top" + i + ".is_candidate");
            }
        }
        if (kind == Kind.ALL) {
            models.forEach(model -> names.add(model + ".candidate_score"));
            names.addAll(List.of("candidate_score_mean", "candidate_is_hiragana", "aspect"));
            FilterFeatures.COLUMNS.forEach(name -> names.add("box." + name));
        }
        return List.copyOf(names);
    }
}
