package io.kawara.trainer.augment;

import io.kawara.serving.TextInput;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.recipe.AugmentKeys;
import io.kawara.trainer.training.Batch;
import io.kawara.trainer.training.BatchSource;
import java.util.Arrays;
import java.util.List;

/** Batches of token ids, some left out at random. */
public final class TokenSource implements BatchSource {
    private final List<long[]> texts;
    private final Targets targets;
    private final double drop;
    private final long seed;

    public TokenSource(DataSet data, TextInput input, AugmentKeys keys, long seed) {
        this.texts = encoded(data, input);
        this.targets = new Targets(data);
        this.drop = keys.dropTokens();
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
        var rows = Arrays.stream(indices).mapToObj(row -> thinned(epoch, row)).toList();
        return new Batch(padded(rows), targets.of(indices), targets.weights(indices));
    }

    private long[] thinned(int epoch, int row) {
        if (drop == 0) {
            return texts.get(row);
        }
        var random = Draw.of(seed, epoch, row);
        return Arrays.stream(texts.get(row))
                .filter(token -> random.nextDouble() >= drop)
                .toArray();
    }
}
