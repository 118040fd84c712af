package io.kawara.contracts;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the labels of a pipeline may say. Gateway and catalogue ask the same.
 *
 * <p>They may say the classes that the pipeline's rules list; where they list none, whatever the serving models answer; and anything where those do
 * not say either. A page's characters may be any characters of Unicode where the rules list none: models meet new ones.
 */
public final class KnownClasses {
    private static final int NEAREST = 3;
    private static final int LONGEST = 400;

    private final Pipeline pipeline;
    private final Set<String> classes;

    private KnownClasses(Pipeline pipeline, Set<String> classes) {
        this.pipeline = pipeline;
        this.classes = classes;
    }

    /** Those of a pipeline; {@code serving} says which version of a model serves. */
    public static KnownClasses of(Pipeline pipeline, Function<String, Optional<ModelVersion>> serving) {
        Set<String> classes = new LinkedHashSet<>(pipeline.learning().classes());
        if (classes.isEmpty()) {
            for (var member : pipeline.members()) {
                if (member.stage() != Stage.DETECTOR && member.stage() != Stage.FUSION) {
                    serving.apply(member.model()).ifPresent(model -> classes.addAll(model.labels()));
                }
            }
            classes.remove(PageRules.FALSE_POSITIVE);
        }
        return new KnownClasses(pipeline, classes);
    }

    /** All of them, in the order of the rules or the models; empty where anything may be said. */
    public List<String> classes() {
        return List.copyOf(classes);
    }

    /** The nearest ones by edit distance, nearest first; equally near ones by name. */
    public List<String> nearest(String unknown) {
        return classes.stream()
                .sorted(Comparator.comparingInt((String known) -> EditDistance.between(unknown, known))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(NEAREST)
                .toList();
    }

    /** Why a label is refused; empty where nothing speaks against it. A withdrawal says nothing that could be wrong. */
    public Optional<Refusal> check(Label label) {
        if (label.withdraws() != null) {
            return Optional.empty();
        }
        return pipeline.task() == Task.PAGES ? checkPage(label) : checkLabels(label);
    }

    private Optional<Refusal> checkLabels(Label label) {
        if (!label.characters().isEmpty()) {
            return refused("pipeline " + pipeline.name() + " answers labels, not characters");
        }
        int count = label.labels().size();
        if (pipeline.task() == Task.SINGLE_LABEL && count != 1) {
            return refused("pipeline " + pipeline.name() + " answers one label of an image, and this says " + count);
        }
        if (count > Set.copyOf(label.labels()).size()) {
            return refused("a label says a class twice: " + label.labels());
        }
        for (String named : label.labels()) {
            var wrong = checkClass(named);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return label.distribution().keySet().stream()
                .sorted()
                .flatMap(named -> checkClass(named).stream())
                .findFirst();
    }

    private Optional<Refusal> checkClass(String named) {
        if (named.isBlank() || named.length() > LONGEST) {
            return refused("a class has 1 to " + LONGEST + " characters");
        }
        return classes.isEmpty() || classes.contains(named) ? Optional.empty() : unknown(named);
    }

    private Optional<Refusal> checkPage(Label label) {
        if (!label.labels().isEmpty() || !label.distribution().isEmpty()) {
            return refused("pipeline " + pipeline.name() + " answers characters, not labels");
        }
        for (var character : label.characters()) {
            if (!CharacterCode.isCharacter(character.code())) {
                return refused("'" + character.code() + "' is no character's code, such as U+306F");
            }
            if (character.w() < 0 || character.h() < 0) {
                return refused("the box of " + character.code() + " measures " + character.w() + " x " + character.h());
            }
            if (!pipeline.learning().classes().isEmpty() && !classes.contains(character.code())) {
                return unknown(character.code());
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> unknown(String named) {
        List<String> nearest = nearest(named);
        return Optional.of(new Refusal(
                "pipeline " + pipeline.name() + " knows no class '" + named + "': did you mean "
                        + String.join(
                                ", ", nearest.stream().map(n -> "'" + n + "'").toList()) + "?",
                nearest));
    }

    private static Optional<Refusal> refused(String reason) {
        return Optional.of(new Refusal(reason, List.of()));
    }

    /**
     * Why a label is refused.
     *
     * @param nearest what may have been meant where a class is not known, nearest first
     */
    public record Refusal(String reason, List<String> nearest) {}
}
