package io.kawara.trainer.pseudo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Label;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Task;
import io.kawara.trainer.catalogue.Refusal;
import io.kawara.trainer.labels.LabelWriter;
import io.kawara.trainer.labels.Verdicts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Makes a pipeline's pseudo-labels anew, in the place of the older ones, and puts them on the topic of labels. */
public final class PseudoLabelling {
    private static final String SOURCE = "pseudo";

    private final Jdbi jdbi;
    private final LabelWriter writer;

    public PseudoLabelling(Jdbi jdbi, LabelWriter writer) {
        this.jdbi = jdbi;
        this.writer = writer;
    }

    /**
     * What it came to.
     *
     * @param candidates the answers, of pages the characters, that could have become labels
     * @param labels how many images are labelled
     * @param classes how often each class is among them
     * @param revoked how many older ones went
     * @param heldOut answers that were passed over because the golden set is not learnt from
     * @param ofRevokedModels answers that were passed over because the labels of a model that voted were revoked
     */
    public record Outcome(
            LoopRules.Pseudo.Policy policy,
            int candidates,
            int labels,
            SortedMap<String, Integer> classes,
            int revoked,
            int heldOut,
            int ofRevokedModels,
            boolean dryRun) {}

    /**
     * Makes them.
     *
     * @param dryRun whether to count only
     * @throws Refusal if the pipeline's rules say nothing about pseudo-labels
     */
    public Outcome run(Pipeline pipeline, String by, boolean dryRun) {
        var rules = pipeline.learning().pseudo();
        if (rules == null) {
            throw new Refusal(
                    Refusal.Kind.UNPROCESSABLE,
                    "Pipeline " + pipeline.name()
                            + " does not say which answers become labels: its file needs 'loop: {pseudo: ...}'.");
        }
        var found = jdbi.withHandle(handle -> find(handle, pipeline, rules));
        var chosen = Selection.of(found.candidates, rules);
        SortedMap<String, Integer> classes = new TreeMap<>();
        chosen.forEach(candidate -> candidate.classes().forEach(name -> classes.merge(name, 1, Integer::sum)));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var labels = labels(chosen, found, pipeline, rules, now);
        int revoked = 0;
        if (!dryRun) {
            revoked = new Verdicts(jdbi, writer).remake(pipeline.name(), by, now);
            writer.write(labels);
        }
        return new Outcome(
                rules.policy(),
                found.candidates.size(),
                labels.size(),
                Collections.unmodifiableSortedMap(classes),
                revoked,
                found.heldOut,
                found.ofRevokedModels,
                dryRun);
    }

    /** What was found, and of each image what its label needs. */
    private static final class Found {
        private final List<Candidate> candidates = new ArrayList<>();
        private final Map<String, List<String>> models = new HashMap<>();
        private final Map<String, Map<String, Double>> distributions = new HashMap<>();
        private final Map<String, List<CharacterBox>> characters = new HashMap<>();
        private int heldOut;
        private int ofRevokedModels;
    }

    private static Found find(Handle handle, Pipeline pipeline, LoopRules.Pseudo rules) {
        var found = new Found();
        var material = new Material(handle, pipeline.name());
        var revoked = material.revokedModels();
        material.each((result, group) -> {
            List<String> models = Answer.models(result);
            if (models.isEmpty()) {
                return;
            }
            if (models.stream().anyMatch(revoked::contains)) {
                found.ofRevokedModels++;
                return;
            }
            found.models.put(result.id(), models);
            found.candidates.addAll(Answer.candidates(result, group, pipeline));
            if (rules.kind() == LoopRules.Pseudo.Kind.SOFT && pipeline.task() != Task.PAGES) {
                found.distributions.put(result.id(), distribution(result, pipeline.task()));
            }
            if (pipeline.task() == Task.PAGES) {
                found.characters.put(result.id(), result.characters());
            }
        });
        found.heldOut = material.heldOut();
        return found;
    }

    /** Of one label shares of 1: answers leave the least likely classes out. */
    private static Map<String, Double> distribution(Result result, Task task) {
        double sum = task == Task.SINGLE_LABEL
                ? result.scores().stream().mapToDouble(ScoredLabel::score).sum()
                : 1;
        Map<String, Double> shares = new LinkedHashMap<>();
        result.scores().forEach(scored -> shares.put(scored.label(), scored.score() / sum));
        return shares;
    }

    private static List<Label> labels(
            List<Candidate> chosen, Found found, Pipeline pipeline, LoopRules.Pseudo rules, Instant at) {
        Map<String, List<Candidate>> byImage = chosen.stream()
                .collect(groupingBy(Candidate::image, LinkedHashMap::new, java.util.stream.Collectors.toList()));
        List<Label> labels = new ArrayList<>();
        byImage.forEach((image, parts) -> labels.add(new Label(
                id(pipeline.name(), image, at),
                image,
                pipeline.name(),
                Label.Kind.PSEUDO,
                rules.policy().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                SOURCE,
                at,
                pipeline.task() == Task.PAGES ? null : parts.get(0).classes(),
                found.distributions.get(image),
                pipeline.task() == Task.PAGES ? boxes(parts, found.characters.get(image)) : null,
                rules.weight(),
                found.models.get(image),
                false,
                null)));
        return labels;
    }

    /** In the page's order, without what else they might be. */
    private static List<CharacterBox> boxes(List<Candidate> parts, List<CharacterBox> characters) {
        return parts.stream()
                .mapToInt(Candidate::part)
                .sorted()
                .mapToObj(characters::get)
                .map(c -> new CharacterBox(c.code(), c.score(), c.x(), c.y(), c.w(), c.h()))
                .toList();
    }

    private static String id(String pipeline, String image, Instant at) {
        return "pseudo-" + UUID.nameUUIDFromBytes((pipeline + "\n" + image + "\n" + at).getBytes(UTF_8));
    }
}
