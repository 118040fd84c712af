package io.kawara.trainer.augment;

import static java.util.stream.Collectors.groupingBy;

import io.kawara.serving.TextInput;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.recipe.AugmentKeys;
import io.kawara.trainer.training.Batch;
import io.kawara.trainer.training.BatchSource;
import io.kawara.trainer.transform.DropTokens;
import io.kawara.trainer.transform.TextStep;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Batches of token ids, of texts that are changed first as rows, then as words, then as tokens. */
public final class TokenSource implements BatchSource {
    private final DataSet data;
    private final TextInput input;
    private final List<long[]> texts;
    private final Map<Set<String>, List<Row>> fellows;
    private final Targets targets;
    private final List<TextStep> steps;
    private final boolean reworded;
    private final long seed;

    public TokenSource(DataSet data, TextInput input, AugmentKeys keys, long seed) {
        this.data = data;
        this.input = input;
        this.texts = encoded(data, input);
        this.fellows = data.rows().stream().collect(groupingBy(Row::labels));
        this.targets = new Targets(data);
        this.steps = keys.texts();
        this.reworded = !steps.stream().allMatch(DropTokens.class::isInstance);
        this.seed = seed;
    }

    /** Each row's token ids. */
    public static List<long[]> encoded(DataSet data, TextInput input) {
        return data.words().stream().map(input::encode).toList();
    }

    /** Token ids as one rectangle, the short rows padded with 0. */
    public static Input.Tokens padded(List<long[]> rows) {
        int length = Math.max(1, rows.stream().mapToInt(row -> row.length).max().orElse(1));
        var ids = new long[rows.size() * length];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, ids, i * length, rows.get(i).length);
        }
        return new Input.Tokens(ids, rows.size(), length);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public Batch batch(int epoch, int number, int[] indices) {
        var rows = IntStream.range(0, indices.length)
                .mapToObj(i -> changed(indices[i], Draw.ofRow(seed, epoch, number, i)))
                .toList();
        return new Batch(padded(rows), targets.of(indices), targets.weights(indices));
    }

    private long[] changed(int place, SplittableRandom random) {
        var drawn = steps.stream()
                .map(step -> new DrawnStep(step, random.split()))
                .filter(DrawnStep::isDue)
                .toList();
        long[] tokens = reworded ? input.encode(words(data.rows().get(place), drawn)) : texts.get(place);
        for (var step : drawn) {
            tokens = step.step().tokens(tokens, step.random());
        }
        return tokens;
    }

    private String words(Row row, List<DrawnStep> drawn) {
        var changed = row;
        for (var step : drawn) {
            changed = step.step().row(changed, fellows.get(row.labels()), step.random());
        }
        String words = changed.words();
        for (var step : drawn) {
            words = step.step().words(words, step.random());
        }
        return words;
    }
}
