package io.kawara.trainer.training;

import java.io.IOException;

/** A source's examples in an order of one's own. */
public record Sampled(BatchSource source, EpochOrder order) implements BatchSource {
    @Override
    public int size() {
        return source.size();
    }

    @Override
    public Batch batch(int epoch, int number, int[] indices) throws IOException {
        return source.batch(epoch, number, indices);
    }
}
