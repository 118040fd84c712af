package io.kawara.trainer.torch;

/** How weights follow their gradients. */
public sealed interface Optimizer {
    /** The learning rate that a schedule's factor is of. */
    double learningRate();

    /** Momentum, or the first beta of Adam: what a schedule may cycle, unless it is 0. */
    double momentum();

    WeightDecay decay();

    /**
     * How weights are drawn towards zero.
     *
     * @param amount the share that a weight loses of itself at a learning rate of 1
     * @param decoupled whether it is taken from the weight itself (Loshchilov and Hutter 2017) rather than added to the
     *     gradient
     */
    record WeightDecay(double amount, boolean decoupled) {
        /** Weights are left alone. */
        public static final WeightDecay NONE = new WeightDecay(0, false);

        public WeightDecay {
            if (!(amount >= 0)) {
                throw new IllegalArgumentException("a weight decay is not negative, unlike " + amount);
            }
        }

        public static WeightDecay decoupled(double amount) {
            return new WeightDecay(amount, true);
        }

        public static WeightDecay coupled(double amount) {
            return new WeightDecay(amount, false);
        }
    }

    /** Stochastic gradient descent with momentum, Nesterov's where asked (Sutskever et al. 2013). */
    record Sgd(double learningRate, double momentum, boolean nesterov, WeightDecay decay) implements Optimizer {}

    /**
     * Adam (Kingma and Ba 2014); AdamW if its decay is decoupled.
     *
     * @param amsgrad whether the greatest second moment so far is divided by (Reddi et al. 2018)
     */
    record Adam(double learningRate, double momentum, double beta2, double epsilon, boolean amsgrad, WeightDecay decay)
            implements Optimizer {}

    /** The gradient over the root of its running square, not centred (Tieleman and Hinton 2012). */
    record RmsProp(double learningRate, double momentum, double alpha, double epsilon, WeightDecay decay)
            implements Optimizer {}

    /**
     * Adam whose rate for each weight is kept between bounds that close in on one rate, as SGD has (Luo et al. 2019).
     *
     * @param finalRate what the bounds close in on, at a learning rate of {@code learningRate}
     * @param gamma how quickly
     * @param amsbound whether the greatest second moment so far is divided by
     */
    record AdaBound(
            double learningRate,
            double momentum,
            double beta2,
            double epsilon,
            double finalRate,
            double gamma,
            boolean amsbound,
            WeightDecay decay)
            implements Optimizer {}

    /** Adam with decoupled decay and the betas and epsilon of the paper. */
    static Optimizer adamW(double learningRate, double weightDecay) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8, false, WeightDecay.decoupled(weightDecay));
    }
}
