package io.kawara.trainer.data;

import io.kawara.trainer.recipe.SamplingKeys;
import io.kawara.trainer.training.EpochOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Shows rare labels more often and frequent ones less, as a recipe's {@code sampling} says. */
public final class Sampler implements EpochOrder {
    private final int[][] pools;
    private final SamplingKeys keys;
    private final int perPass;

    private Sampler(int[][] pools, SamplingKeys keys) {
        this.pools = pools;
        this.keys = keys;
        this.perPass = keys.weighted()
                ? Arrays.stream(pools).mapToInt(pool -> pool.length).sum()
                : Arrays.stream(pools).mapToInt(this::shown).sum();
    }

    /** The order in which a training sees these rows. */
    public static EpochOrder of(DataSet data, SamplingKeys keys) {
        if (keys.equals(SamplingKeys.all())) {
            return EpochOrder.shuffled(data.size());
        }
        return new Sampler(keys.byLabel() ? byLabel(data, keys) : all(data), keys);
    }

    private static int[][] all(DataSet data) {
        return new int[][] {IntStream.range(0, data.size()).toArray()};
    }

    /** The places of each label's rows, rare ones' with whole further copies. */
    private static int[][] byLabel(DataSet data, SamplingKeys keys) {
        int[] classes = data.classes();
        return IntStream.range(0, data.labels().size())
                .mapToObj(label -> IntStream.range(0, classes.length)
                        .filter(row -> classes[row] == label)
                        .toArray())
                .filter(pool -> pool.length > 0)
                .map(pool -> pool.length < keys.oversampleBelow()
                        ? copied(pool, 1 + keys.oversampleBelow() / pool.length)
                        : pool)
                .toArray(int[][]::new);
    }

    private static int[] copied(int[] pool, int times) {
        return IntStream.range(0, times * pool.length)
                .map(i -> pool[i % pool.length])
                .toArray();
    }

    private int shown(int[] pool) {
        return keys.atMost() > 0 ? Math.min(keys.atMost(), pool.length) : pool.length;
    }

    @Override
    public int size() {
        return Math.multiplyExact(perPass, keys.repeat());
    }

    @Override
    public int[] order(SplittableRandom random) {
        var order = new int[size()];
        for (int pass = 0; pass < keys.repeat(); pass++) {
            int[] drawn = keys.weighted() ? balanced(random) : drawn(random);
            System.arraycopy(drawn, 0, order, pass * perPass, perPass);
        }
        return order;
    }

    private int[] balanced(SplittableRandom random) {
        return IntStream.range(0, perPass)
                .map(i -> {
                    int[] pool = pools[random.nextInt(pools.length)];
                    return pool[random.nextInt(pool.length)];
                })
                .toArray();
    }

    private int[] drawn(SplittableRandom random) {
        var pass = new int[perPass];
        int filled = 0;
        for (int[] pool : pools) {
            int[] chosen = pool.clone();
            int shown = shown(pool);
            if (shown < pool.length) {
                shuffle(chosen, random);
            }
            System.arraycopy(chosen, 0, pass, filled, shown);
            filled += shown;
        }
        shuffle(pass, random);
        return pass;
    }

    private static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
