package io.kawara.trainer.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.Input;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A graph's weights on libtorch, and what can be done with them: gradients of a loss, logits.
 *
 * <p>For one thread at a time. Native memory is freed by {@link #close}, what a call needs besides by the call's end.
 */
public final class Network implements AutoCloseable {
    private final PtNDManager manager = Libtorch.manager();
    private final Staging staging = new Staging();
    private final Map<String, PtNDArray> weights = new LinkedHashMap<>();
    private final Set<String> trained;
    private final PtSymbolBlock inference;
    private final Pass pass;
    private final Optional<Teacher> teacher;
    private final boolean isTaughtByRows;
    private final boolean apart;

    /** Compiles a graph's programs. */
    public Network(Graph graph, NetworkSettings settings) {
        var program = Program.loss(graph, settings);
        trained = new LinkedHashSet<>(program.trained());
        trained.removeIf(settings::isFrozen);
        if (trained.isEmpty()) {
            throw new IllegalArgumentException("nothing in this graph is left to train");
        }
        graph.weights().forEach((name, weight) -> {
            var array = NativeWeights.create(manager, weight);
            array.setName("p[]"); // by which DJL gathers them into the program's list
            array.setRequiresGradient(trained.contains(name));
            weights.put(name, array);
        });
        inference = Libtorch.compile(
                manager, Program.inference(graph, Precision.FLOAT32).source());
        Supplier<Pass> whole = () -> settings.segments() > 1
                ? new SegmentedPass(graph, settings, manager)
                : new WholePass(graph, settings, manager);
        if (graph.inputs().size() > 1 && (settings.segments() > 1 || settings.replicas() > 1)) {
            throw new IllegalArgumentException(
                    "a graph that is given boxes on pages is computed neither in segments nor in replicas");
        }
        pass = settings.replicas() > 1
                ? new ReplicatedPass(graph, settings, weights, trained, manager, whole)
                : whole.get();
        isTaughtByRows =
                settings.distillation() != null && settings.distillation().teacher() == null;
        apart = settings.loss().judgesLabelsApart();
        teacher = Optional.ofNullable(settings.distillation())
                .map(Distillation::teacher)
                .map(graphOfTeacher -> new Teacher(graphOfTeacher, settings.precision(), manager));
    }

    /**
     * Threads within an operation, for the whole process. On the CPU one program, one seed and one number of threads give
     * the same bits each time; another number of threads adds up in another order.
     */
    public static void setThreads(int threads) {
        Libtorch.manager().close();
        JniUtils.setNumThreads(threads);
    }

    /**
     * Adds a batch's gradients to those held, moves the running statistics of batch normalisation, and answers the batch's
     * loss.
     *
     * @param seed of what is dropped out
     */
    public double gradients(Input input, Aims aims, long seed) {
        try (var scope = (PtNDManager) manager.newSubManager()) {
            var inputs = staging.arrays(scope, input);
            var arguments = new ArrayList<>(inputs);
            arguments.addAll(arrays(scope, inputs, input.count(), aims));
            return pass.gradients(scope, arguments, weights, seed, (PtNDArray) scope.ones(new Shape()));
        }
    }

    /** Targets, weights and the teacher's logits as the program takes them. */
    private List<PtNDArray> arrays(PtNDManager scope, List<PtNDArray> inputs, int count, Aims aims) {
        var shape = new Shape(count, aims.targets().length / count);
        var y = staging.array(scope, Staging.Part.TARGETS, aims.targets(), shape);
        var w = aims.weights() == null
                ? (PtNDArray) scope.ones(new Shape(count))
                : staging.array(scope, Staging.Part.WEIGHTS, aims.weights(), new Shape(count));
        return List.of(
                y, w, teacher.map(asked -> asked.logits(inputs, scope)).orElseGet(() -> given(scope, shape, aims)));
    }

    private PtNDArray given(PtNDManager scope, Shape shape, Aims aims) {
        if (!isTaughtByRows) {
            return (PtNDArray) scope.zeros(new Shape());
        }
        if (aims.teacher() == null) {
            throw new IllegalArgumentException("a teacher's probabilities are wanted with each batch");
        }
        return staging.array(scope, Staging.Part.TEACHER, Teacher.logits(aims.teacher(), apart), shape);
    }

    /** Logits as in serving, one row an example. */
    public float[][] logits(Input input) {
        return logits(input, weights);
    }

    float[][] logits(Input input, Map<String, PtNDArray> with) {
        Libtorch.setGradMode(false);
        try (var scope = (PtNDManager) manager.newSubManager()) {
            var out = IValueUtils.forward(inference, arguments(staging.arrays(scope, input), with), false)
                    .singletonOrThrow();
            var flat = out.toFloatArray();
            var classes = flat.length / input.count();
            var rows = new float[input.count()][classes];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(flat, i * classes, rows[i], 0, classes);
            }
            return rows;
        }
    }

    /** The numbers of all weights, running statistics included, by name. */
    public Map<String, float[]> weights() {
        return numbers(weights);
    }

    /** Takes other numbers for the weights of these names. */
    public void load(Map<String, float[]> numbers) {
        set(weights, numbers);
    }

    /** The names of the weights that are trained, in the program's order. */
    public Set<String> trained() {
        return Set.copyOf(trained);
    }

    /** The gradient held of a trained weight. */
    public float[] gradient(String name) {
        try (var gradient = weights.get(name).getGradient()) {
            return NativeWeights.numbers(gradient);
        }
    }

    PtNDManager manager() {
        return manager;
    }

    Map<String, PtNDArray> arrays() {
        return weights;
    }

    static Map<String, float[]> numbers(Map<String, PtNDArray> arrays) {
        var numbers = new LinkedHashMap<String, float[]>();
        arrays.forEach((name, array) -> numbers.put(name, NativeWeights.numbers(array)));
        return numbers;
    }

    static void set(Map<String, PtNDArray> arrays, Map<String, float[]> numbers) {
        var missing = new HashSet<>(numbers.keySet());
        missing.removeAll(arrays.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("no weights are called " + missing);
        }
        Libtorch.setGradMode(false);
        numbers.forEach((name, values) -> NativeWeights.set(arrays.get(name), values));
    }

    static NDList arguments(List<? extends NDArray> first, Map<String, PtNDArray> weights) {
        var list = new NDList(first.size() + weights.size());
        list.addAll(first);
        list.addAll(weights.values());
        return list;
    }

    @Override
    public void close() {
        pass.close();
        inference.close();
        manager.close();
    }
}
