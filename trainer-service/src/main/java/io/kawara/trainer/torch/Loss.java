package io.kawara.trainer.torch;

/** What a row costs, given its logits and its target. */
public sealed interface Loss {
    /** Softmax cross-entropy against each row's distribution over the classes. */
    Loss CROSS_ENTROPY = new CrossEntropy(0);
    /** Sigmoid cross-entropy of any number of labels each. */
    Loss BINARY_CROSS_ENTROPY = new BinaryCrossEntropy();

    /** Whether each label is judged by itself, through a sigmoid, rather than all of them through one softmax. */
    boolean judgesLabelsApart();

    /**
     * Softmax cross-entropy against a distribution.
     *
     * @param smoothing the share of each target that goes to the other classes, each getting one of (classes - 1) parts,
     *     in [0,1)
     */
    record CrossEntropy(double smoothing) implements Loss {
        public CrossEntropy {
            if (!(smoothing >= 0 && smoothing < 1)) {
                throw new IllegalArgumentException("label smoothing is in [0,1), not " + smoothing);
            }
        }

        @Override
        public boolean judgesLabelsApart() {
            return false;
        }
    }

    /** Sigmoid cross-entropy, the mean over a row's labels. */
    record BinaryCrossEntropy() implements Loss {
        @Override
        public boolean judgesLabelsApart() {
            return true;
        }
    }

    /**
     * Cross-entropy in which what is answered well already counts little (Lin et al. 2017).
     *
     * @param gamma how fast an answer's part shrinks as it gets better; 0 is plain cross-entropy
     * @param positive what a label that is true counts, in (0,1); one that is not counts the rest. Of a softmax, where only
     *     true labels count, it scales all
     * @param judgesLabelsApart the sigmoid form, the mean over a row's labels; else the softmax form
     */
    record Focal(double gamma, double positive, boolean judgesLabelsApart) implements Loss {
        public Focal {
            if (!(gamma >= 0) || !(positive > 0 && positive < 1)) {
                throw new IllegalArgumentException("a focal loss has a gamma of at least 0 and an alpha in (0,1)");
            }
        }
    }

    /**
     * Softmax cross-entropy, and the squared distance of a row's features from the centre of its class, which is learnt
     * along (Wen et al. 2016); the distance is cut to [1e-12, 1e12]. Wants a graph with {@code
     * io.kawara.trainer.graph.ClassCentres} in it.
     *
     * @param smoothing of the targets, in [0,1)
     * @param weight of the distance
     */
    record Centre(double smoothing, double weight) implements Loss {
        public Centre {
            if (!(smoothing >= 0 && smoothing < 1) || !(weight >= 0)) {
                throw new IllegalArgumentException("smoothing is in [0,1), a centre loss's weight not negative");
            }
        }

        @Override
        public boolean judgesLabelsApart() {
            return false;
        }
    }

    /**
     * Of a detector's maps: the focal loss of its scores (Zhou et al., Objects as Points, 2019, equation 1), and how far boxes are off (generalised
     * intersection over union, Rezatofighi et al. 2019), both over the number of boxes in the batch.
     *
     * <p>Targets are {@code [N, 7, H, W]}: how near a place is to a box's middle, in [0,1] and exactly 1 at one place of each; pixels to left, upper, right
     * and lower side; what the box counts there, 1 over the places of each; what the score counts there.
     *
     * @param alpha how fast a place's part shrinks as it is answered better, at least 1
     * @param beta how fast it shrinks towards a middle
     * @param boxes what boxes count, scores counting 1
     */
    record Detection(double alpha, double beta, double boxes) implements Loss {
        public Detection {
            if (!(alpha >= 1) || !(beta >= 0) || !(boxes >= 0)) {
                throw new IllegalArgumentException(
                        "a detector's loss has an alpha of at least 1, a beta of at least 0, and boxes that count at least 0");
            }
        }

        @Override
        public boolean judgesLabelsApart() {
            return true;
        }
    }
}
