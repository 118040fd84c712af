package io.kawara.trainer.recipe;

import io.kawara.trainer.torch.Reduction;

/**
 * What a training makes small. What rows strive for is said elsewhere: their labels, {@code data.targets} (soft targets), {@code train.labelSmoothing};
 * a row counts as {@code data.weight} says.
 *
 * @param kind left out: {@code cross-entropy} for one label each, {@code binary-cross-entropy} for a multi-label task; the latter, where a row has
 *     one label, sets each label against all others. {@code focal} is a softmax's for one
 *     label each and the labels' sigmoids' otherwise (Lin et al., 2017); {@code centre} adds the distance from a learnt centre of the row's class (Wen et
 *     al., 2016)
 * @param gamma focal: how fast what is answered well already stops counting
 * @param alpha focal: what a true label counts, in (0,1); a false one counts the rest
 * @param centreWeight centre: what the distance counts
 * @param teacher a model whose answers are learnt from beside the targets: its {@code .onnx} file, asked about every batch (it must take the same
 *     input), or a {@code .csv} file of its probabilities by id, below the data's folder or where the command runs. A snapshot of the catalogue has {@code
 *     teacher.csv}: what was answered to its images
 * @param targetWeight what the loss against the targets counts where there is a teacher
 * @param teacherWeight what the loss against the teacher counts
 * @param temperature by which both are softened before they are compared (Hinton et al., 2015)
 * @param reduction of a batch's rows: {@code mean}, or {@code sum}, with which a learning rate counts as many times as there are rows
 */
public record LossKeys(
        @Default("null") Kind kind,
        @Default("2") double gamma,
        @Default("0.25") double alpha,
        @Default("0.003") double centreWeight,
        @Default("null") String teacher,
        @Default("1") double targetWeight,
        @Default("1") double teacherWeight,
        @Default("1") double temperature,
        @Default("mean") Reduction reduction) {
    /** The losses there are. */
    public enum Kind {
        CROSS_ENTROPY,
        BINARY_CROSS_ENTROPY,
        FOCAL,
        CENTRE
    }

    public LossKeys {
        if (!(gamma >= 0) || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("'loss.gamma' is at least 0, 'loss.alpha' between 0 and 1");
        }
        if (!(centreWeight >= 0) || !(targetWeight >= 0) || !(teacherWeight >= 0)) {
            throw new IllegalArgumentException("weights in 'loss' are at least 0");
        }
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("'loss.temperature' is above 0");
        }
        if (teacher != null && !teacher.endsWith(".onnx") && !teacher.endsWith(".csv")) {
            throw new IllegalArgumentException(
                    "'loss.teacher' is a model's .onnx file or a .csv file of probabilities, not " + teacher);
        }
    }

    /** The kind for rows of one label each, or of any number. */
    Kind kind(boolean multiLabel) {
        if (kind != null) {
            return kind;
        }
        return multiLabel ? Kind.BINARY_CROSS_ENTROPY : Kind.CROSS_ENTROPY;
    }

    void require(boolean multiLabel, boolean smoothed) {
        var meant = kind(multiLabel);
        if (multiLabel && (meant == Kind.CROSS_ENTROPY || meant == Kind.CENTRE)) {
            throw new IllegalArgumentException("'loss.kind' of a multi-label task is binary-cross-entropy or focal");
        }
        if (smoothed && (meant == Kind.BINARY_CROSS_ENTROPY || meant == Kind.FOCAL)) {
            throw new IllegalArgumentException(
                    "'train.labelSmoothing' is for cross-entropy, of tasks of one label each");
        }
    }
}
