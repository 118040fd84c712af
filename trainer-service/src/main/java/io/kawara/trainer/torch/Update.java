package io.kawara.trainer.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves a network's weights along their gradients, all weights of a group in a few operations over lists of tensors.
 *
 * <p>Gradients are cut to a global norm first and are zero afterwards.
 */
public final class Update implements AutoCloseable {
    private final Network network;
    private final List<Group> groups;
    private final double clipNorm;
    private final UpdateProgram program;
    private final PtSymbolBlock compiled;
    /** For each moment of the program, one array beside each weight. */
    private final Map<String, Map<String, PtNDArray>> moments = new LinkedHashMap<>();

    private final Map<String, PtNDArray> gradients = new LinkedHashMap<>();

    /**
     * What an optimiser remembers beside each weight starts at zero.
     *
     * @param groups of all weights that are trained
     * @param clipNorm 0 cuts nothing
     */
    public Update(Network network, Optimizer optimizer, List<Group> groups, double clipNorm) {
        this.network = network;
        this.groups = groups;
        this.clipNorm = clipNorm;
        program = UpdateProgram.of(optimizer);
        compiled = Libtorch.compile(network.manager(), program.source());
        for (var moment : program.moments()) {
            var arrays = new LinkedHashMap<String, PtNDArray>();
            groups.forEach(group -> group.names().forEach(name -> {
                arrays.put(name, NativeWeights.zerosLike(network.arrays().get(name)));
            }));
            moments.put(moment, arrays);
        }
    }

    /**
     * One step.
     *
     * @param step counted from 1
     * @param batches whose gradients were added up; the step follows their mean
     */
    public void step(int step, double learningRate, double momentum, int batches) {
        Libtorch.setGradMode(false);
        if (gradients.isEmpty()) {
            groups.forEach(group -> group.names()
                    .forEach(name ->
                            gradients.put(name, network.arrays().get(name).getGradient())));
        }
        if (clipNorm > 0 || batches > 1) {
            cut(1.0 / batches);
        }
        for (var group : groups) {
            var rate = learningRate * group.rate();
            var arguments = new ArrayList<IValue>();
            try {
                arguments.add(list(network.arrays(), group.names()));
                arguments.add(list(gradients, group.names()));
                moments.values().forEach(arrays -> arguments.add(list(arrays, group.names())));
                arguments.add(IValue.from(program.decay(group.decay(), rate)));
                for (var number : program.numbers(step, rate, momentum)) {
                    arguments.add(IValue.from(number));
                }
                run("move", arguments);
            } finally {
                arguments.forEach(IValue::close);
            }
        }
    }

    private void cut(double share) {
        try (var list = list(gradients, gradients.keySet());
                var by = IValue.from(share);
                var limit = IValue.from(clipNorm)) {
            run("cut", List.of(list, by, limit));
        }
    }

    private void run(String method, List<IValue> arguments) {
        try (var answer = IValueUtils.runMethod(compiled, method, arguments.toArray(IValue[]::new))) {
            assert answer.isTensor();
        }
    }

    private static IValue list(Map<String, PtNDArray> arrays, Collection<String> names) {
        return IValue.listFrom(names.stream().map(arrays::get).toArray(PtNDArray[]::new));
    }

    /** What the optimiser remembers, by kind and weight. */
    public Map<String, float[]> state() {
        var state = new LinkedHashMap<String, float[]>();
        moments.forEach((moment, arrays) ->
                Network.numbers(arrays).forEach((name, values) -> state.put(moment + "." + name, values)));
        return state;
    }

    /** Remembers what another {@link #state} was. */
    public void load(Map<String, float[]> state) {
        moments.forEach((moment, arrays) -> {
            var numbers = new LinkedHashMap<String, float[]>();
            arrays.keySet().forEach(name -> numbers.put(name, state.get(moment + "." + name)));
            Network.set(arrays, numbers);
        });
    }

    @Override
    public void close() {
        gradients.values().forEach(PtNDArray::close);
        compiled.close();
    }
}
