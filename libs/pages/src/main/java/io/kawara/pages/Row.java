package io.kawara.pages;

/** A table's row that is filled from left to right. */
final class Row {
    private final float[] values;
    private int at;

    Row(int columns) {
        values = new float[columns];
    }

    void add(double value) {
        values[at++] = (float) value;
    }

    void addAll(float[] others) {
        System.arraycopy(others, 0, values, at, others.length);
        at += others.length;
    }

    /** The whole row; throws where it is not full yet. */
    float[] values() {
        if (at < values.length) {
            throw new IllegalStateException(at + " of " + values.length + " columns");
        }
        return values;
    }
}
