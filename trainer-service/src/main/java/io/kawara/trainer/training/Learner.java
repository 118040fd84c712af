package io.kawara.trainer.training;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.torch.Aims;
import io.kawara.trainer.torch.Average;
import io.kawara.trainer.torch.BatchStatistics;
import io.kawara.trainer.torch.Network;
import io.kawara.trainer.torch.NetworkSettings;
import io.kawara.trainer.torch.Update;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network, how its weights are moved, and their running mean where the settings want one. */
final class Learner implements Predictor, AutoCloseable {
    private static final String WEIGHT = "weight.";
    private static final String UPDATE = "update.";
    private static final String MEAN = "mean.";

    private final Graph graph;
    private final TrainingSettings settings;
    private final NetworkSettings running;
    private final Network network;
    private final Update update;
    private final Average average;
    private boolean answersByMean;
    private double rate;

    Learner(Graph graph, TrainingSettings settings) {
        this.graph = graph;
        this.settings = settings;
        Network.setThreads(settings.execution().threads());
        var objective = settings.objective();
        var descent = settings.descent();
        running = new NetworkSettings(
                objective.loss(),
                objective.reduction(),
                objective.distillation(),
                settings.execution().precision(),
                settings.execution().segments(),
                settings.execution().replicas(),
                descent.frozen());
        network = new Network(graph, running);
        var optimizer = descent.optimizer();
        var groups =
                descent.groups().of(graph, network.trained(), optimizer.decay().amount());
        update = new Update(network, optimizer, groups, descent.clipNorm());
        average = settings.averaging() instanceof Averaging.None ? null : new Average(network);
        answersByMean = settings.averaging() instanceof Averaging.Ema;
    }

    /** Adds up the gradients of a batch, of which this is the number in the whole training; answers its loss. */
    double gradients(Batch batch, long number) {
        var seed = Draws.mix(settings.seed(), -1L - number); // epochs are shuffled by the numbers from 1
        var aims = new Aims(batch.targets(), batch.weights(), batch.teacher());
        var loss = network.gradients(batch.input(), aims, seed);
        if (!Double.isFinite(loss)) {
            throw new IllegalStateException(
                    "the loss is %s at batch %d: try a lower learning rate or a clip norm".formatted(loss, number + 1));
        }
        return loss;
    }

    /** Moves the weights along the mean of so many batches' gradients. */
    void step(Moment at, int batches) {
        var optimizer = settings.descent().optimizer();
        var schedule = settings.descent().schedule();
        var momentum = optimizer.momentum() == 0 ? 0 : schedule.momentum(at).orElse(optimizer.momentum());
        rate = optimizer.learningRate() * schedule.factor(at);
        update.step(at.step() + 1, rate, momentum, batches);
        if (settings.averaging() instanceof Averaging.Ema ema) {
            average.follow(ema.share(at.step() + 1));
        }
    }

    /** Takes the weights at an epoch's end into the mean of such, where the settings want one. */
    void ended(int epoch) {
        if (settings.averaging() instanceof Averaging.Swa swa && epoch > swa.before(settings.epochs())) {
            average.follow(1.0 / (epoch - swa.before(settings.epochs())));
        }
    }

    /** Has the mean of epochs' ends answer from now on, with running statistics of its own: the mean over a pass's batches. */
    void settle(Batches pass) throws IOException, InterruptedException {
        answersByMean = true;
        if (BatchStatistics.isIn(graph)) {
            try (var statistics = new BatchStatistics(graph, running, average)) {
                for (int number = 1; pass.hasNext(); number++) {
                    statistics.follow(pass.next().input(), 1.0 / number);
                }
            }
        }
    }

    /** The learning rate of the last step. */
    double rate() {
        return rate;
    }

    @Override
    public float[][] logits(Input input) {
        return answersByMean ? average.logits(input) : network.logits(input);
    }

    /** The weights by which {@link #logits} answers. */
    Map<String, float[]> weights() {
        return answersByMean ? average.weights() : network.weights();
    }

    /** All numbers that a later step depends on. */
    Map<String, float[]> state() {
        var state = new LinkedHashMap<String, float[]>();
        network.weights().forEach((name, numbers) -> state.put(WEIGHT + name, numbers));
        update.state().forEach((name, numbers) -> state.put(UPDATE + name, numbers));
        if (average != null) {
            average.weights().forEach((name, numbers) -> state.put(MEAN + name, numbers));
        }
        return state;
    }

    /**
     * Goes on from another {@link #state}.
     *
     * @param ended whether that was the training's end
     */
    void load(Map<String, float[]> state, boolean ended) {
        answersByMean |= ended && average != null;
        network.load(part(state, WEIGHT));
        update.load(part(state, UPDATE));
        if (average != null) {
            average.load(part(state, MEAN));
        }
    }

    private static Map<String, float[]> part(Map<String, float[]> state, String prefix) {
        var part = new HashMap<String, float[]>();
        state.forEach((name, numbers) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), numbers);
            }
        });
        return part;
    }

    @Override
    public void close() {
        if (average != null) {
            average.close();
        }
        update.close();
        network.close();
    }
}
