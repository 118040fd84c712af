package io.kawara.trainer.augment;

/** What should be answered: a one at each row's label. */
final class Targets {
    static float[] of(int[] rows, int[] classes, int labels) {
        var targets = new float[rows.length * labels];
        for (int i = 0; i < rows.length; i++) {
            targets[i * labels + classes[rows[i]]] = 1;
        }
        return targets;
    }

    private Targets() {}
}
