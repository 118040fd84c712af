package io.kawara.fusion;

import io.kawara.contracts.Agreement;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.ScoreFusion;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How often challengers say the same as their champions, on one lane.
 *
 * <p>A challenger mostly speaks when its image is answered already: what the champion said is kept until then, of the last {@value #MOST_KEPT} images. Not
 * for several threads.
 */
final class Shadows {
    /** The only key of the tallies' shelf. */
    static final long TALLIES = 0;

    private static final int MOST_KEPT = 10_000;

    private final int lane;
    private final Shelf<Said> kept;
    private final Shelf<Tallies> shelf;
    private final PipelineLookup pipelines;
    private final TreeSet<Long> keptOffsets = new TreeSet<>();
    private final Map<String, Agreement> changed = new LinkedHashMap<>();
    private Tallies tallies;

    /** What models said of an image, by model: of an image one label, of a page each character's. */
    record Said(String pipeline, Map<String, Answers> champions) {}

    record Answers(int version, List<String> answers) {}

    /** How often which versions agreed so far. */
    record Tallies(Map<String, Agreement> byKey) {}

    /** Takes up what is on the shelves. */
    Shadows(int lane, Shelf<Said> kept, Shelf<Tallies> shelf, PipelineLookup pipelines) {
        this.lane = lane;
        this.kept = kept;
        this.shelf = shelf;
        this.pipelines = pipelines;
        this.tallies = shelf.find(TALLIES).orElse(new Tallies(Map.of()));
        kept.forEach((said, offset) -> keptOffsets.add(offset));
    }

    /** An image was answered. */
    void closed(Case closed, Instant now) {
        Map<String, Answers> waiting = new HashMap<>();
        closed.votes()
                .forEach((model, vote) -> answers(closed.pipeline(), vote).ifPresent(champion -> {
                    Prediction challenger = closed.shadows().get(model);
                    if (challenger != null) {
                        answers(closed.pipeline(), challenger).ifPresent(said -> count(model, champion, said, now));
                    } else if (pipelines.isShadowed(model)) {
                        waiting.put(model, champion);
                    }
                }));
        if (!waiting.isEmpty()) {
            keep(closed.submission().offset(), new Said(closed.pipeline().name(), waiting));
        }
    }

    /** A challenger spoke of an image that is answered. */
    void late(Prediction challenger, Instant now) {
        long offset = challenger.submission().offset();
        Optional<Said> said = keptOffsets.contains(offset) ? kept.find(offset) : Optional.empty();
        if (said.isEmpty() || !said.get().champions().containsKey(challenger.model())) {
            return;
        }
        Map<String, Answers> left = new HashMap<>(said.get().champions());
        Answers champion = left.remove(challenger.model());
        if (left.isEmpty()) {
            forget(offset);
        } else {
            kept.put(offset, new Said(said.get().pipeline(), left));
        }
        pipelines
                .find(said.get().pipeline())
                .flatMap(pipeline -> answers(pipeline, challenger))
                .ifPresent(answers -> count(challenger.model(), champion, answers, now));
    }

    /** The tallies that have changed since they were last asked for. */
    List<Agreement> changes() {
        List<Agreement> changes = List.copyOf(changed.values());
        changed.clear();
        return changes;
    }

    private void count(String model, Answers champion, Answers challenger, Instant now) {
        List<String> before = champion.answers();
        List<String> after = challenger.answers();
        int compared = Math.max(before.size(), after.size());
        long same = before.size() != after.size()
                ? 0 // they do not speak of the same boxes
                : IntStream.range(0, compared)
                        .filter(i -> before.get(i).equals(after.get(i)))
                        .count();
        Agreement none = new Agreement(model, champion.version(), challenger.version(), lane, 0, 0, now);
        Agreement more = tallies.byKey().getOrDefault(none.key(), none).with(compared, same, now);
        Map<String, Agreement> byKey = new LinkedHashMap<>(tallies.byKey());
        byKey.put(more.key(), more);
        tallies = new Tallies(byKey);
        shelf.put(TALLIES, tallies);
        changed.put(more.key(), more);
    }

    private static Optional<Answers> answers(Pipeline pipeline, Prediction said) {
        if (said.outcome() != Outcome.OK || said.version() == null) {
            return Optional.empty();
        }
        if (said.stage() == Stage.CHARACTER) {
            return Optional.of(new Answers(
                    said.version(),
                    said.characters().stream().map(box -> box.code()).toList()));
        }
        if (said.scores().isEmpty() || pipeline.task() == Task.PAGES) {
            return Optional.empty();
        }
        return Optional.of(new Answers(said.version(), List.of(label(pipeline, said.scores()))));
    }

    private static String label(Pipeline pipeline, List<ScoredLabel> scores) {
        if (pipeline.task() == Task.SINGLE_LABEL) {
            return scores.get(0).label();
        }
        var labels = new ArrayList<>(ScoreFusion.labels(pipeline, scores));
        labels.sort(null);
        return String.join("\n", labels);
    }

    private void keep(long offset, Said said) {
        kept.put(offset, said);
        keptOffsets.add(offset);
        if (keptOffsets.size() > MOST_KEPT) {
            forget(keptOffsets.first());
        }
    }

    private void forget(long offset) {
        kept.remove(offset);
        keptOffsets.remove(offset);
    }
}
