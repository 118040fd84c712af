package io.kawara.trainer.training;

import java.io.IOException;

/** Another source's batches, with what a teacher said of each example beforehand. */
public final class Taught implements BatchSource {
    private final BatchSource source;
    private final float[][] answers;

    /** @param answers {@code [size][classes]}: probabilities, by the example's number; not copied */
    public Taught(BatchSource source, float[][] answers) {
        if (answers.length != source.size()) {
            throw new IllegalArgumentException(
                    "a teacher's answers to %d of %d examples".formatted(answers.length, source.size()));
        }
        this.source = source;
        this.answers = answers;
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public Batch batch(int epoch, int number, int[] indices) throws IOException {
        var batch = source.batch(epoch, number, indices);
        var classes = answers[indices[0]].length;
        var teacher = new float[indices.length * classes];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(answers[indices[i]], 0, teacher, i * classes, classes);
        }
        return new Batch(batch.input(), batch.targets(), batch.weights(), teacher);
    }
}
