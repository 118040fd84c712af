package io.kawara.trainer.torch;

/** One weight's steps by the papers' formulae, in double precision and one after the other. */
final class StepByHand {
    private final Optimizer optimizer;
    private final double decay;
    private double weight;
    private double m;
    private double v;
    private double greatest;

    StepByHand(Optimizer optimizer, double decay, double weight) {
        this.optimizer = optimizer;
        this.decay = decay;
        this.weight = weight;
    }

    /**
     * Moves the weight, and answers where it is then.
     *
     * @param t counted from 1
     */
    double step(int t, double rate, double momentum, double gradient) {
        var g = gradient;
        if (optimizer.decay().decoupled()) {
            weight -= rate * decay * weight;
        } else {
            g += decay * weight;
        }
        if (optimizer instanceof Optimizer.Sgd sgd) {
            m = momentum * m + g;
            weight -= rate * (sgd.nesterov() ? g + momentum * m : m);
        } else if (optimizer instanceof Optimizer.Adam adam) {
            moments(g, momentum, adam.beta2());
            var mHat = m / (1 - Math.pow(momentum, t));
            var vHat = (adam.amsgrad() ? greatest : v) / (1 - Math.pow(adam.beta2(), t));
            weight -= rate * mHat / (Math.sqrt(vHat) + adam.epsilon());
        } else if (optimizer instanceof Optimizer.RmsProp rmsProp) {
            v = rmsProp.alpha() * v + (1 - rmsProp.alpha()) * g * g;
            m = momentum * m + g / (Math.sqrt(v) + rmsProp.epsilon());
            weight -= rate * m;
        } else if (optimizer instanceof Optimizer.AdaBound bound) {
            moments(g, momentum, bound.beta2());
            var size = rate * Math.sqrt(1 - Math.pow(bound.beta2(), t)) / (1 - Math.pow(momentum, t));
            var last = bound.finalRate() * rate / bound.learningRate();
            var lower = last * (1 - 1 / (bound.gamma() * t + 1));
            var upper = last * (1 + 1 / (bound.gamma() * t));
            var own = size / (Math.sqrt(bound.amsbound() ? greatest : v) + bound.epsilon());
            weight -= Math.max(lower, Math.min(upper, own)) * m;
        }
        return weight;
    }

    private void moments(double g, double beta1, double beta2) {
        m = beta1 * m + (1 - beta1) * g;
        v = beta2 * v + (1 - beta2) * g * g;
        greatest = Math.max(greatest, v);
    }
}
