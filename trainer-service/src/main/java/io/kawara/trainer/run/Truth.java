package io.kawara.trainer.run;

import io.kawara.trainer.data.DataSet;

/** What is true of rows, against which logits of them, {@code [rows][labels]}, are held. */
interface Truth {
    static Truth of(DataSet data) {
        if (data.multiLabel()) {
            return new Cells(data.truth());
        }
        return new Classes(data.classes());
    }

    /** The share that is right: of rows, or of cells where each row has any number of labels. */
    double accuracy(float[][] logits);

    /** By what logits are divided so that scores say how often they are right. */
    double temperature(float[][] logits);

    /** One label each. */
    @SuppressWarnings("ArrayRecordComponent") // asked, never compared
    record Classes(int[] classes) implements Truth {
        @Override
        public double accuracy(float[][] logits) {
            return Calibration.accuracy(logits, classes);
        }

        @Override
        public double temperature(float[][] logits) {
            return Calibration.temperature(logits, classes);
        }
    }

    /** Any number of labels each. */
    @SuppressWarnings("ArrayRecordComponent") // asked, never compared
    record Cells(boolean[][] truth) implements Truth {
        @Override
        public double accuracy(float[][] logits) {
            return Calibration.accuracy(logits, truth);
        }

        @Override
        public double temperature(float[][] logits) {
            return Calibration.temperature(logits, truth);
        }
    }
}
