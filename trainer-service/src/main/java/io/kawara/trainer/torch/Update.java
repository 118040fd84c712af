package io.kawara.trainer.torch;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves a network's weights along their gradients, all in a few operations over lists of tensors.
 *
 * <p>Gradients are cut to a global norm first and are zero afterwards.
 */
public final class Update implements AutoCloseable {
    private static final double UNCUT = 1e30;

    private final Network network;
    private final Optimizer optimizer;
    private final double clipNorm;
    private final PtSymbolBlock program;
    private final List<String> names;
    private final Map<String, PtNDArray> first = new LinkedHashMap<>();
    private final Map<String, PtNDArray> second = new LinkedHashMap<>();
    private final int decayed;
    private PtNDArray[] gradients = {};

    /** What an optimiser needs beside each weight of the network starts at zero. */
    public Update(Network network, Optimizer optimizer, double clipNorm) {
        this.network = network;
        this.optimizer = optimizer;
        this.clipNorm = clipNorm > 0 ? clipNorm : UNCUT;
        names = network.decayedFirst();
        decayed = (int) names.stream().filter(network::isDecayed).count();
        for (var name : names) {
            var shape = network.arrays().get(name).getShape();
            first.put(name, (PtNDArray) network.manager().zeros(shape, DataType.FLOAT32));
            if (optimizer instanceof Optimizer.AdamW) {
                second.put(name, (PtNDArray) network.manager().zeros(shape, DataType.FLOAT32));
            }
        }
        program = Libtorch.compile(network.manager(), UpdateProgram.of(optimizer, decayed > 0));
    }

    /**
     * One step; answers the norm that the gradients had.
     *
     * @param step counted from 1
     */
    public double step(int step, double learningRate, double momentum) {
        JniUtils.setGradMode(false);
        var weights = names.stream().map(network.arrays()::get).toArray(PtNDArray[]::new);
        if (gradients.length == 0) {
            gradients = names.stream()
                    .map(name -> network.arrays().get(name).getGradient())
                    .toArray(PtNDArray[]::new);
        }
        var arguments = new ArrayList<IValue>();
        try {
            arguments.add(IValue.listFrom(weights));
            arguments.add(IValue.listFrom(gradients));
            arguments.add(IValue.listFrom(first.values().toArray(PtNDArray[]::new)));
            arguments.add(
                    IValue.listFrom((second.isEmpty() ? first : second).values().toArray(PtNDArray[]::new)));
            arguments.add(IValue.listFrom(Arrays.copyOf(weights, decayed)));
            arguments.add(IValue.listFrom(Arrays.copyOf(gradients, decayed)));
            for (var number : numbers(step, learningRate, momentum)) {
                arguments.add(IValue.from(number));
            }
            try (var norm = IValueUtils.runMethod(program, "forward", arguments.toArray(IValue[]::new));
                    var array = norm.toTensor(network.manager())) {
                return array.toFloatArray()[0];
            }
        } finally {
            arguments.forEach(IValue::close);
        }
    }

    private double[] numbers(int step, double rate, double momentum) {
        if (optimizer instanceof Optimizer.AdamW adam) {
            var rootOfCorrection = Math.sqrt(1 - Math.pow(adam.beta2(), step));
            return new double[] {
                clipNorm,
                1 - rate * adam.weightDecay(),
                1 - momentum,
                adam.beta2(),
                1 - adam.beta2(),
                rootOfCorrection,
                adam.epsilon(),
                -rate / (1 - Math.pow(momentum, step))
            };
        }
        return new double[] {clipNorm, optimizer.weightDecay(), momentum, -rate};
    }

    /** What the optimiser remembers, by kind and weight. */
    public Map<String, float[]> state() {
        var state = new LinkedHashMap<String, float[]>();
        Network.numbers(first).forEach((name, values) -> state.put("first." + name, values));
        Network.numbers(second).forEach((name, values) -> state.put("second." + name, values));
        return state;
    }

    /** Remembers what another {@link #state} was. */
    public void load(Map<String, float[]> state) {
        first.forEach((name, array) -> Network.set(Map.of(name, array), Map.of(name, state.get("first." + name))));
        second.forEach((name, array) -> Network.set(Map.of(name, array), Map.of(name, state.get("second." + name))));
    }

    @Override
    public void close() {
        for (var gradient : gradients) {
            gradient.close();
        }
        program.close();
    }
}
