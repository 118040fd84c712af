package io.kawara.trainer.torch;

/** How weights follow their gradients; biases and other vectors are never decayed. */
public sealed interface Optimizer {
    double learningRate();

    double weightDecay();

    /** Momentum, or the first beta of Adam: what a schedule may cycle. */
    double momentum();

    /** Adam with decoupled weight decay (Loshchilov and Hutter 2017). */
    record AdamW(double learningRate, double momentum, double beta2, double epsilon, double weightDecay)
            implements Optimizer {
        public AdamW(double learningRate, double weightDecay) {
            this(learningRate, 0.9, 0.999, 1e-8, weightDecay);
        }
    }

    /** Stochastic gradient descent with momentum, Nesterov's where asked; decay is added to the gradient. */
    record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay) implements Optimizer {}
}
